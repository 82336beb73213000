import type { DataCell, DataSheet } from "#core/document/data-sheet.ts";
import { evidenceSheet } from "#core/document/evidence-sheet.ts";
import { explanationRows } from "#core/document/explanation-rows.ts";
import { type NoDecreaseRow, noDecreaseRows } from "#core/document/no-decrease-rows.ts";
import { numberRows } from "#core/document/number-rows.ts";
import { type StandardRow, standardRows } from "#core/document/standard-rows.ts";
import { cellValue, isAnswered } from "#core/field/table.ts";
import { STANDING_TEXT } from "#core/indicator/indicator.ts";
import { resolveNarrative, runText } from "#core/narrative/resolve.ts";
import { scopeOf } from "#core/rule/check.ts";
import type { Finding } from "#core/rule/finding.ts";
import { settledContent } from "#core/submission/settled.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline, placedTitle } from "#core/template/outline.ts";

/** All data of a submission as sheets: what an office goes on computing with. Sheets without rows are left out. */
export function dataSheets(stored: SubmissionContent, findings: readonly Finding[]): DataSheet[] {
  const content = settledContent(stored);
  return [
    figures(content),
    noDecrease(content),
    evidenceSheet(content, "named"),
    explanations(content, findings),
    others(content),
    prose(content),
  ].filter((sheet) => sheet.rows.length > 0);
}

const decimal = (value: string | undefined): DataCell => (value === undefined ? null : { decimal: value });

function figures(content: SubmissionContent): DataSheet {
  const standards = standardRows(content);
  return {
    name: "数据",
    columns: [
      ["章节", 34],
      ["填报事项", 34],
      ["指标", 38],
      ["时期", 18],
      ["单位", 10],
      ["本期", 14],
      ["约数", 8],
      ["上期时期", 12],
      ["上期", 14],
      ["增减", 14],
      ["增幅（%）", 12],
      ["标准", 20],
      ["对照结果", 12],
      ["标准依据", 50],
    ],
    rows: numberRows(content).map((row) => [
      row.section,
      row.itemTitle,
      row.field.label,
      row.period,
      row.field.unit,
      decimal(row.value.now),
      row.value.qualifier ?? null,
      row.priorPeriod || null,
      decimal(row.value.prior),
      decimal(row.change),
      decimal(row.growth),
      ...standardCells(standards.filter(({ field }) => field === row.field)),
    ]),
  };
}

/** One figure may be held against several standards; each names how well it is established. */
const standardCells = (rows: readonly StandardRow[]): DataCell[] =>
  [
    rows.map(({ shownLimit }) => shownLimit),
    rows.map(({ outcome }) => outcome),
    rows.map(({ threshold }) => `${threshold.source}（${STANDING_TEXT[threshold.standing]}）`),
  ].map((lines) => lines.join("\n") || null);

function noDecrease(content: SubmissionContent): DataSheet {
  const cells = (row: NoDecreaseRow): DataCell[] => [
    row.caption,
    row.field.label,
    row.field.unit,
    row.priorPeriod,
    decimal(row.value.prior),
    row.period,
    decimal(row.value.now),
    row.value.qualifier ?? null,
    decimal(row.change),
    decimal(row.growth),
    row.verdict,
  ];
  return {
    name: "两个只增不减",
    columns: [
      ["填报事项", 44],
      ["指标", 38],
      ["单位", 10],
      ["上期时期", 12],
      ["上期", 14],
      ["本期时期", 12],
      ["本期", 14],
      ["约数", 8],
      ["增减", 14],
      ["增幅（%）", 12],
      ["结果", 8],
    ],
    rows: noDecreaseRows(content).map(cells),
  };
}

function explanations(content: SubmissionContent, findings: readonly Finding[]): DataSheet {
  return {
    name: "情况说明",
    columns: [
      ["填报事项", 34],
      ["需说明的情况", 60],
      ["说明", 60],
    ],
    rows: explanationRows(content, findings).map(({ itemHeading, subject, text }) => [itemHeading, subject, text]),
  };
}

/** Documents, texts, choices, dates and entries: everything that is answered and is no number. */
function others(content: SubmissionContent): DataSheet {
  const { lookup } = scopeOf(content);
  return {
    name: "其他填报内容",
    columns: [
      ["填报事项", 34],
      ["项目", 26],
      ["内容", 110],
    ],
    rows: outline(content.template).flatMap((placed) =>
      placed.item.fields.flatMap((field): DataCell[][] => {
        const value = content.answers.get(placed.item.key)?.values[field.key];
        if (field.type === "number" || !isAnswered(field, value)) return [];
        const text = String(cellValue(field, value));
        const shown = field.type === "entries" ? resolveNarrative(text, lookup).map(runText).join("\n") : text;
        return [[placedTitle(placed), field.label, shown]];
      }),
    ),
  };
}

function prose(content: SubmissionContent): DataSheet {
  const { lookup } = scopeOf(content);
  return {
    name: "正文",
    columns: [
      ["填报事项", 40],
      ["正文", 120],
    ],
    rows: outline(content.template).flatMap((placed): DataCell[][] => {
      const narrative = content.answers.get(placed.item.key)?.narrative ?? "";
      const paragraphs = resolveNarrative(narrative, lookup).map(runText);
      return paragraphs.length === 0 ? [] : [[placedTitle(placed), paragraphs.join("\n")]];
    }),
  };
}
