import { type Annex, column, tableOf } from "#core/document/annex-table.ts";
import type { Block, Column } from "#core/document/model.ts";
import { type NoDecreaseRow, noDecreaseRows } from "#core/document/no-decrease-rows.ts";
import { shownGrowth } from "#core/document/number-rows.ts";
import { type StagesOfItem, stageTables } from "#core/document/stage-tables.ts";
import { MEASURES, type Measure } from "#core/field/type.ts";
import { GUARDED, stageMovement } from "#core/stage/movement.ts";
import type { StageRow } from "#core/stage/table.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline } from "#core/template/outline.ts";

/** “两个只增不减”: item by item the pairs of figures that must not fall, each with its outcome, then its stage tables. */
export function noDecreaseAnnex(content: SubmissionContent): Annex {
  const rows = noDecreaseRows(content);
  const stages = stageTables(content);
  const blocks = outline(content.template).flatMap(({ item }) => [
    ...pairBlocks(rows.filter(({ itemKey }) => itemKey === item.key)),
    ...stages.filter(({ itemKey }) => itemKey === item.key).flatMap(stageBlocks),
  ]);
  return { title: "“只增不减”指标对照表", blocks };
}

function pairBlocks(rows: readonly NoDecreaseRow[]): Block[] {
  const captions = [...new Set(rows.map(({ caption }) => caption))];
  return captions.flatMap((text): Block[] => {
    const own = rows.filter(({ caption }) => caption === text);
    return [{ kind: "caption", text }, tableOf(columnsOf(own), own.map(cells))];
  });
}

/** The periods stand in the heads where all rows have the same; otherwise the data annex tells them. */
function columnsOf(rows: readonly NoDecreaseRow[]): Column[] {
  return [
    column("指标", 36),
    column("单位", 12, "center"),
    column(common(rows.map((row) => row.priorPeriod)) ?? "上期", 15, "decimal"),
    column(common(rows.map((row) => row.period)) ?? "本期", 15, "decimal"),
    column("增减", 13, "decimal"),
    column("增幅", 12, "decimal"),
    column("结果", 9, "center"),
  ];
}

const common = (texts: readonly string[]): string | undefined => {
  const [first, ...others] = new Set(texts);
  return first !== "" && others.length === 0 ? first : undefined;
};

const cells = ({ label, unit, prior, shownNow, change, growth, verdict }: NoDecreaseRow): string[] => [
  label,
  unit,
  prior ?? "",
  shownNow,
  change ?? "",
  shownGrowth(growth),
  verdict,
];

/** A table for each measure: upright pages hold several years, and one unit stands above one table. */
function stageBlocks(stages: StagesOfItem): Block[] {
  const { caption, field, stored, table } = stages;
  const rows = [...table.rows, table.total];
  const blocks = MEASURES.flatMap((measure): Block[] => {
    const filled = rows.filter((row) => table.years.some((year) => row.cells.get(year)?.[measure] !== undefined));
    if (filled.length === 0) return [];
    const { label, unit } = field[measure];
    return [
      { kind: "caption", text: `${caption}：${label}（${unit}）` },
      tableOf(
        stageColumns(table.years, measure),
        filled.map((row) => stageCells(row, measure, table.years)),
      ),
    ];
  });
  const notes = [
    stored.basis && `统计口径：${stored.basis}`,
    stored.source && `数据来源：${stored.source}`,
    ...field.stages.map(({ key, label }) => stored.notes?.[key] && `${label}：${stored.notes[key]}`),
  ].filter((note) => note !== undefined && note !== "");
  return [...blocks, ...notes.map((text): Block => ({ kind: "paragraph", runs: [{ text: String(text) }] }))];
}

const stageColumns = (years: readonly string[], measure: Measure): Column[] => [
  column("学段", 16),
  ...years.map((year) => column(`${year}年`, 15, "decimal")),
  column("增减", 13, "decimal"),
  column("增幅", 12, "decimal"),
  ...(GUARDED.includes(measure) ? [column("结果", 9, "center")] : []),
];

/** Change, growth and outcome between the last two years. */
function stageCells(row: StageRow, measure: Measure, years: readonly string[]): string[] {
  const moved = stageMovement(row, measure, years.at(-2), years.at(-1));
  return [
    row.label,
    ...years.map((year) => row.cells.get(year)?.[measure]?.value ?? ""),
    moved?.change ?? "",
    shownGrowth(moved?.growth),
    ...(GUARDED.includes(measure) ? [moved?.verdict ?? ""] : []),
  ];
}
