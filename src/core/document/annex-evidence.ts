import { type Annex, column, tableAnnex } from "#core/document/annex-table.ts";
import { type EvidenceRow, evidenceRows } from "#core/document/evidence-rows.ts";
import type { Column } from "#core/document/model.ts";
import type { Discretion } from "#core/evidence/audience.ts";
import { catalogue, isImage } from "#core/evidence/evidence.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

/** A column that has nothing in any row would only make the others narrow. */
const COLUMNS: readonly { column: Column; cell: (row: EvidenceRow) => string; always: boolean }[] = [
  { column: column("编号", 14, "center"), cell: (row) => row.number, always: true },
  { column: column("材料名称", 54), cell: (row) => row.title, always: true },
  { column: column("文号", 30), cell: (row) => row.docNumber, always: false },
  { column: column("对应指标", 40), cell: (row) => row.itemTitle, always: true },
  { column: column("页次", 14, "center"), cell: (row) => row.pages, always: false },
  { column: column("类型", 10, "center"), cell: (row) => row.type, always: true },
];

/** The numbered catalogue. */
export function evidenceAnnex(content: SubmissionContent, discretion: Discretion): Annex {
  const rows = evidenceRows(content, discretion);
  const shown = COLUMNS.filter(({ cell, always }) => always || rows.some((row) => cell(row) !== ""));
  return tableAnnex(
    "佐证材料目录",
    shown.map((each) => each.column),
    rows.map((row) => shown.map(({ cell }) => cell(row))),
  );
}

/** The images that were chosen for the report, each once and under all of its numbers. Never a confidential one. */
export function picturesAnnex(content: SubmissionContent): Annex {
  const chosen = new Map<string, { title: string; numbers: string[] }>();
  for (const { number, evidence } of catalogue(content.template, content.evidence)) {
    if (!evidence.inReport || evidence.confidential || !isImage(evidence.mediaType)) continue;
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
