import type { TableCell } from "#core/builder/table-grid.ts";
import type { Grid } from "#report/workbook/read-sheet.ts";

const MOST_ROWS = 5000;
const MOST_COLUMNS = 60;

/** A sheet as a table with spans: what a merged cell covers is left out. */
export function tableOfSheet({ rows, columns, merges }: Grid): TableCell[][] {
  const covered = new Set<string>();
  const spans = new Map<string, { rows: number; columns: number }>();
  for (const merge of merges) {
    const [bottom, right] = [Math.min(merge.rows, MOST_ROWS), Math.min(merge.columns, MOST_COLUMNS)];
    if (merge.row >= MOST_ROWS || merge.column >= MOST_COLUMNS || covered.size > 200_000) continue;
    for (let row = 0; row < bottom; row += 1)
      for (let column = 0; column < right; column += 1) covered.add(`${merge.row + row},${merge.column + column}`);
    spans.set(`${merge.row},${merge.column}`, { rows: bottom, columns: right });
  }
  const wide = Math.min(columns, MOST_COLUMNS);
  return Array.from({ length: Math.min(rows.length, MOST_ROWS) }, (_, row) =>
    Array.from({ length: wide }, (__, column): TableCell[] => {
      const place = `${row},${column}`;
      const span = spans.get(place);
      if (covered.has(place) && !span) return [];
      return [{ text: rows[row]?.[column] ?? "", ...span }];
    }).flat(),
  );
}
