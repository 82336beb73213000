import type { Align, Block, Column } from "#core/document/model.ts";

export interface Annex {
  title: string;
  blocks: Block[];
}

/** More columns than this don't fit an upright page legibly. */
const UPRIGHT_COLUMNS = 8;

export const column = (header: string, weight: number, align: Align = "left"): Column => ({ header, weight, align });

export const tableOf = (columns: Column[], rows: string[][]): Block => ({
  kind: "table",
  columns,
  rows,
  ...(columns.length > UPRIGHT_COLUMNS ? { wide: true as const } : {}),
});

/** An annex of one table, without blocks where the table has no rows. */
export const tableAnnex = (title: string, columns: Column[], rows: string[][]): Annex => ({
  title,
  blocks: rows.length > 0 ? [tableOf(columns, rows)] : [],
});
