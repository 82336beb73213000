import type { DataCell, DataSheet } from "#core/document/data-sheet.ts";
import { evidenceSheet } from "#core/document/evidence-sheet.ts";
import { explanationRows } from "#core/document/explanation-rows.ts";
import { type NoDecreaseRow, noDecreaseRows, stageDecreaseRows } from "#core/document/no-decrease-rows.ts";
import { numberRows } from "#core/document/number-rows.ts";
import { stageTables } from "#core/document/stage-tables.ts";
import { type StandardRow, standardRows } from "#core/document/standard-rows.ts";
import { targetRows } from "#core/document/target-rows.ts";
import { cellValue, isAnswered } from "#core/field/table.ts";
import { MEASURES } from "#core/field/type.ts";
import { STANDING_TEXT } from "#core/indicator/indicator.ts";
import { resolveNarrative, runText } from "#core/narrative/resolve.ts";
import { scopeOf } from "#core/rule/check.ts";
import type { Finding } from "#core/rule/finding.ts";
import { settledContent } from "#core/submission/settled.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { STATE_TEXT } from "#core/target/assess.ts";
import { targetText } from "#core/target/joined-target.ts";
import { outline, placedTitle } from "#core/template/outline.ts";

/** All data of a submission as sheets: what an office goes on computing with. Sheets without rows are left out. */
export function dataSheets(stored: SubmissionContent, findings: readonly Finding[]): DataSheet[] {
  const content = settledContent(stored);
  return [
    figures(content),
    noDecrease(content),
    stages(content),
    targets(content),
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
    row.label,
    row.unit,
    row.priorPeriod,
    decimal(row.prior),
    row.period,
    decimal(row.now),
    row.qualifier ?? null,
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
    rows: [...noDecreaseRows(content), ...stageDecreaseRows(content)].map(cells),
  };
}

/** Every cell of the stage tables, with what they rest on. */
function stages(content: SubmissionContent): DataSheet {
  return {
    name: "分学段数据",
    columns: [
      ["填报事项", 44],
      ["学段", 12],
      ["年度", 8],
      ["指标", 30],
      ["单位", 10],
      ["数值", 16],
      ["来历", 10],
      ["统计口径、来源和备注", 60],
    ],
    rows: stageTables(content).flatMap(({ caption, field, stored, table }) =>
      [...table.rows, table.total].flatMap((row) =>
        table.years.flatMap((year) =>
          MEASURES.flatMap((measure): DataCell[][] => {
            const figure = row.cells.get(year)?.[measure];
            if (!figure) return [];
            const notes = [stored.basis, stored.source, stored.notes?.[row.key]].filter((note) => note !== undefined);
            return [
              [
                caption,
                row.label,
                `${year}年`,
                field[measure].label,
                field[measure].unit,
                decimal(figure.value),
                figure.computed ? "计算" : "填报",
                notes.join("；") || null,
              ],
            ];
          }),
        ),
      ),
    ),
  };
}

function targets(content: SubmissionContent): DataSheet {
  return {
    name: "规划目标",
    columns: [
      ["规划", 44],
      ["规划中的指标", 34],
      ["填报事项", 34],
      ["指标", 34],
      ["单位", 10],
      ["基期", 20],
      ["目标", 24],
      ["按线性进度应达", 16],
      ["时期", 14],
      ["本期", 14],
      ["约数", 8],
      ["对照结果", 12],
      ["说明", 60],
      ["规划记录", 24],
    ],
    rows: targetRows(content).map(({ target, assessment, itemTitle, field, period, value }) => [
      target.plan.title,
      target.names.join("、"),
      itemTitle,
      field.label,
      field.unit,
      target.baselines.map((point) => `${point.year}年${point.value}${target.indicator.unit}`).join("、") || null,
      targetText(target),
      assessment.expected ?? null,
      period,
      decimal(value.now),
      value.qualifier ?? null,
      STATE_TEXT[assessment.state],
      [...target.conflicts, assessment.reason].filter((text) => text !== undefined).join("；") || null,
      target.places.map(({ id, line }) => `${id}（第${line}行）`).join("、"),
    ]),
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

/** Documents, texts, choices, dates and entries: everything that is answered and has no sheet of its own. */
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
        if (field.type === "number" || field.type === "stages" || !isAnswered(field, value)) return [];
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
