import { type Annex, column, tableOf } from "#core/document/annex-table.ts";
import type { Column } from "#core/document/model.ts";
import { type NoDecreaseRow, noDecreaseRows } from "#core/document/no-decrease-rows.ts";
import { shownGrowth, shownNow } from "#core/document/number-rows.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

/** “两个只增不减”: the pairs of figures that the checklist forbids to fall, by item and group, each with its outcome. */
export function noDecreaseAnnex(content: SubmissionContent): Annex {
  const tables = new Map<string, NoDecreaseRow[]>();
  for (const row of noDecreaseRows(content)) tables.set(row.caption, [...(tables.get(row.caption) ?? []), row]);
  return {
    title: "“只增不减”指标对照表",
    blocks: [...tables].flatMap(([text, rows]) => [
      { kind: "caption", text },
      tableOf(columnsOf(rows), rows.map(cells)),
    ]),
  };
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

const cells = ({ field, value, change, growth, verdict }: NoDecreaseRow): string[] => [
  field.label,
  field.unit,
  value.prior ?? "",
  shownNow(value),
  change ?? "",
  shownGrowth(growth),
  verdict,
];
