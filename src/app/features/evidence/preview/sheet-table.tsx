import { memo } from "react";
import classes from "#app/features/evidence/preview/preview.module.css";
import type { RowWindow } from "#app/features/evidence/preview/preview-messages.ts";

const NUMBER = /^[+-]?[\d,]+(\.\d+)?%?$/;

/** Rows and columns with the letters and numbers that Excel gives them. */
export const SheetTable = memo(function SheetTable({ rows: window }: { rows: RowWindow }) {
  if (window.total === 0) return <p className={classes.waiting}>这张工作表是空的。</p>;
  const columns = Array.from({ length: window.columns }, (_, index) => index);
  const spans = spansOf(window);
  return (
    <table className={classes.grid}>
      <thead>
        <tr>
          <th scope="col">行</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {columnName(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {window.rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its number
          <tr key={window.from + index}>
            <th scope="row">{window.from + index + 1}</th>
            {columns.map((column) => {
              const span = spans.get(`${index},${column}`);
              if (span === "covered") return null;
              const text = row?.[column] ?? "";
              return (
                <td
                  key={column}
                  rowSpan={span?.rows}
                  colSpan={span?.columns}
                  data-number={NUMBER.test(text) || undefined}
                >
                  {text}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
});

type Span = "covered" | { rows: number; columns: number };

/** A file can name more merged areas, over each other, than there are cells. */
const MAX_COVERED = 100_000;

function spansOf({ merges, rows, columns }: RowWindow): Map<string, Span> {
  const spans = new Map<string, Span>();
  let covered = 0;
  for (const merge of merges) {
    const span = {
      rows: Math.min(rows.length - merge.row, merge.rows),
      columns: Math.min(columns - merge.column, merge.columns),
    };
    covered += span.rows * span.columns;
    if (covered > MAX_COVERED) break;
    for (let row = 0; row < span.rows; row += 1)
      for (let column = 0; column < span.columns; column += 1)
        spans.set(`${merge.row + row},${merge.column + column}`, "covered");
    spans.set(`${merge.row},${merge.column}`, span);
  }
  return spans;
}

/** 0 → A, 27 → AB. */
export function columnName(index: number): string {
  const before = Math.floor(index / 26);
  return (before > 0 ? columnName(before - 1) : "") + String.fromCharCode(65 + (index % 26));
}
