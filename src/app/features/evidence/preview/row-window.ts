import type { RowWindow } from "#app/features/evidence/preview/preview-messages.ts";
import type { Grid, Merge } from "#report/workbook/read-sheet.ts";

/** As many cells as a table can hold without making the reader wait. */
const MAX_CELLS_SHOWN = 20_000;
export const MAX_ROWS_SHOWN = 1_000;

/** The rows from one on, with the merged areas cut to what is shown. */
export function rowWindow(grid: Grid, from: number): RowWindow {
  const size = Math.max(50, Math.min(MAX_ROWS_SHOWN, Math.floor(MAX_CELLS_SHOWN / Math.max(1, grid.columns))));
  const total = grid.rows.length;
  const rows = Array.from({ length: Math.min(size, Math.max(0, total - from)) }, (_, index) => grid.rows[from + index]);
  const end = from + rows.length;
  const merges = grid.merges.flatMap((merge): Merge[] => {
    const top = Math.max(from, merge.row);
    const bottom = Math.min(end, merge.row + merge.rows);
    const columns = Math.min(grid.columns - merge.column, merge.columns);
    if (bottom <= top || columns <= 0) return [];
    return [{ row: top - from, column: merge.column, rows: bottom - top, columns }];
  });
  return { from, size, rows, columns: grid.columns, total, merges, cut: grid.cut };
}
