import { type Annex, column, tableAnnex } from "#core/document/annex-table.ts";
import { catalogue, isImage, MEDIA_TYPES } from "#core/evidence/evidence.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { findItem, placedTitle } from "#core/template/outline.ts";

const COLUMNS = [
  column("编号", 14, "center"),
  column("材料名称", 54),
  column("对应指标", 40),
  column("类型", 10, "center"),
];

/** The numbered catalogue. */
export const evidenceAnnex = (content: SubmissionContent): Annex =>
  tableAnnex(
    "佐证材料目录",
    COLUMNS,
    catalogue(content.template, content.evidence).map((entry) => {
      const owner = findItem(content.template, entry.itemKey);
      return [
        entry.number,
        entry.evidence.title,
        owner ? placedTitle(owner) : "",
        MEDIA_TYPES[entry.evidence.mediaType].label,
      ];
    }),
  );

/** The images that were chosen for the report, each once and under all of its numbers. */
export function picturesAnnex(content: SubmissionContent): Annex {
  const chosen = new Map<string, { title: string; numbers: string[] }>();
  for (const { number, evidence } of catalogue(content.template, content.evidence)) {
    if (!evidence.inReport || !isImage(evidence.mediaType)) continue;
    const known = chosen.get(evidence.sha256);
    if (known) known.numbers.push(number);
    else chosen.set(evidence.sha256, { title: evidence.title, numbers: [number] });
  }
  return {
    title: "佐证图片",
    blocks: [...chosen].map(([sha256, { title, numbers }]) => ({
      kind: "figure",
      sha256,
      caption: `${numbers.join("、")} ${title}`,
    })),
  };
}
