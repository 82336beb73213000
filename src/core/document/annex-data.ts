import { type Annex, column, tableOf } from "#core/document/annex-table.ts";
import type { Block } from "#core/document/model.ts";
import { type NumberRow, numberRows, shownGrowth, shownNow } from "#core/document/number-rows.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

/** Most sections compare nothing: empty columns would only make the others narrow. */
const PLAIN_COLUMNS = [
  column("指标", 60),
  column("时期", 26, "center"),
  column("单位", 18, "center"),
  column("本期", 18, "decimal"),
];

const COMPARED_COLUMNS = [
  column("指标", 35),
  column("时期", 22, "center"),
  column("单位", 14, "center"),
  column("本期", 14, "decimal"),
  column("上期", 14, "decimal"),
  column("增减", 12, "decimal"),
  column("增幅", 11, "decimal"),
];

/** Every figure, a table for each section. */
export function dataAnnex(content: SubmissionContent): Annex {
  const sections = new Map<string, NumberRow[]>();
  for (const row of numberRows(content)) {
    const rows = sections.get(row.section) ?? [];
    rows.push(row);
    sections.set(row.section, rows);
  }
  return {
    title: "自评数据表",
    blocks: [...sections].flatMap(([text, rows]) => [{ kind: "caption", text }, dataTable(rows)]),
  };
}

function dataTable(rows: readonly NumberRow[]): Block {
  return rows.some(({ value }) => value.prior !== undefined)
    ? tableOf(COMPARED_COLUMNS, rows.map(cells))
    : tableOf(
        PLAIN_COLUMNS,
        rows.map((row) => cells(row).slice(0, PLAIN_COLUMNS.length)),
      );
}

const cells = ({ field, value, period, change, growth }: NumberRow): string[] => [
  field.label,
  period,
  field.unit,
  shownNow(value),
  value.prior ?? "",
  change ?? "",
  shownGrowth(growth),
];
