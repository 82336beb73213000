import type { DataCell, DataSheet } from "#core/document/data-sheet.ts";
import { evidenceRows } from "#core/document/evidence-rows.ts";
import type { Discretion } from "#core/evidence/audience.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

/** The catalogue as a sheet: what the document's table has, and what an archive computes with. */
export const evidenceSheet = (content: SubmissionContent, discretion: Discretion): DataSheet => ({
  name: "佐证材料目录",
  columns: [
    ["编号", 12],
    ["材料名称", 50],
    ["发文机关", 28],
    ["文号", 26],
    ["成文日期", 12],
    ["有效期", 26],
    ["对应指标", 40],
    ["引用页次", 12],
    ["类型", 10],
    ["页数", 8],
    ["密级", 8],
    ["文件名", 40],
    ["大小（字节）", 14],
    ["SHA-256", 68],
  ],
  rows: evidenceRows(content, discretion).map((row) => {
    const { evidence } = row;
    return [
      row.number,
      row.title,
      row.issuer,
      row.docNumber,
      row.date,
      evidence ? period(evidence) : null,
      row.itemTitle,
      row.pages,
      row.type,
      count(evidence?.pages),
      evidence && !evidence.confidential ? null : "涉密",
      evidence?.fileName ?? null,
      count(evidence?.size),
      evidence?.sha256 ?? null,
    ];
  }),
});

const count = (value: number | undefined): DataCell => (value === undefined ? null : { decimal: String(value) });

const period = ({ effectiveFrom, effectiveUntil }: Evidence): string =>
  effectiveFrom === null && effectiveUntil === null ? "" : `${effectiveFrom ?? ""}至${effectiveUntil ?? "长期"}`;
