import { column, tableOf } from "#core/document/annex-table.ts";
import { fileNameOf } from "#core/document/cover.ts";
import type { DataSheet } from "#core/document/data-sheet.ts";
import { type EvidenceRow, evidenceRows } from "#core/document/evidence-rows.ts";
import { evidenceSheet } from "#core/document/evidence-sheet.ts";
import type { Block, Column, ReportDocument } from "#core/document/model.ts";
import type { Discretion } from "#core/evidence/audience.ts";
import { itemProgress, slotExplanationId } from "#core/submission/progress.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline, placedTitle } from "#core/template/outline.ts";

/** Narrow enough for an upright page. What no record states has no column. */
const COLUMNS: readonly { column: Column; cell: (row: EvidenceRow) => string; always: boolean }[] = [
  { column: column("编号", 16, "center"), cell: (row) => row.number, always: true },
  { column: column("材料名称", 50), cell: (row) => row.title, always: true },
  {
    column: column("发文机关及文号", 36),
    cell: ({ issuer, docNumber }) => [issuer, docNumber].filter((text) => text !== "").join(" "),
    always: false,
  },
  { column: column("成文日期", 21, "center"), cell: (row) => row.date, always: false },
  { column: column("对应指标", 36), cell: (row) => row.itemTitle, always: true },
  { column: column("页次", 13, "center"), cell: (row) => row.pages, always: false },
  { column: column("类型", 11, "center"), cell: (row) => row.type, always: true },
];

/** The evidence catalogue as a document of its own, a table for each section, and what is missing at the end. */
export function composeCatalogue(content: SubmissionContent, discretion: Discretion): ReportDocument {
  const title = `${content.district}${content.year}年自评佐证材料目录`;
  const rows = evidenceRows(content, discretion);
  const shown = COLUMNS.filter(({ cell, always }) => always || rows.some((row) => cell(row) !== ""));
  const tableFor = (each: readonly EvidenceRow[]): Block =>
    tableOf(
      shown.map((known) => known.column),
      each.map((row) => shown.map(({ cell }) => cell(row))),
    );
  const groups = new Map<string, EvidenceRow[]>();
  for (const row of rows) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
  return {
    shell: "plain",
    title,
    author: content.district,
    fileName: fileNameOf(title),
    date: undefined,
    disclosure: [],
    blocks: [
      { kind: "title", text: title },
      { kind: "paragraph", runs: [{ text: summary(rows) }] },
      ...[...groups].flatMap(([text, each]): Block[] => [{ kind: "caption", text }, tableFor(each)]),
      ...missingBlocks(content),
    ],
  };
}

/** The catalogue as a workbook: every record with its hash, and what is missing. */
export function catalogueSheets(content: SubmissionContent, discretion: Discretion): DataSheet[] {
  const missing = missingRows(content);
  return [
    evidenceSheet(content, discretion),
    ...(missing.length === 0
      ? []
      : [
          {
            name: "应附未附",
            columns: [
              ["对应指标", 40],
              ["应附材料", 50],
              ["说明", 60],
            ] as const,
            rows: missing,
          },
        ]),
  ];
}

function summary(rows: readonly EvidenceRow[]): string {
  const files = new Set(rows.flatMap(({ evidence }) => (evidence ? [evidence.id] : [])));
  const confidential = rows.filter(({ evidence }) => evidence?.confidential);
  const withheld = rows.filter(({ evidence }) => evidence === undefined);
  if (rows.length === 0) return "尚未列入佐证材料。";
  return [
    `共列入${rows.length}项，计${files.size}份文件`,
    ...(confidential.length > 0 ? [`其中涉密${confidential.length}项，按保密规定管理`] : []),
    ...(withheld.length > 0 ? [`另有涉密${withheld.length}项，另行报送`] : []),
  ]
    .join("；")
    .concat("。");
}

/** Expected evidence that is not there, with the reason where one is written. Only of items that somebody has begun. */
function missingRows({ template, answers, evidence }: SubmissionContent): string[][] {
  return outline(template).flatMap((placed) => {
    const answer = answers.get(placed.item.key);
    const { state, missing } = itemProgress(placed.item, answer, evidence);
    return placed.item.evidence.flatMap((slot) => {
      const explained = answer?.explanations[slotExplanationId(slot.key)]?.trim() ?? "";
      const linked = evidence.some((record) =>
        record.links.some((link) => link.itemKey === placed.item.key && link.slot === slot.key),
      );
      const open = state !== "empty" && missing.some((each) => each.kind === "evidence" && each.slot === slot.key);
      if (linked || (explained === "" && !open)) return [];
      return [[placedTitle(placed), slot.title, explained === "" ? "尚未说明" : explained]];
    });
  });
}

const MISSING_COLUMNS = [column("对应指标", 40), column("应附材料", 50), column("说明", 60)];

function missingBlocks(content: SubmissionContent): Block[] {
  const rows = missingRows(content);
  return rows.length === 0 ? [] : [{ kind: "caption", text: "应附未附的材料" }, tableOf(MISSING_COLUMNS, rows)];
}
