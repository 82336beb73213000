import classes from "#app/ui/plot/plot.module.css";
import type { DataCell, DataSheet } from "#core/document/data-sheet.ts";
import { groupDigits } from "#core/quantity/decimal-text.ts";

export interface PlotTableProps {
  caption: string;
  sheet: DataSheet;
  /** for readers with an aid only, beside a picture */
  hidden?: boolean;
}

/** The figures of a plot as a table: what is read aloud, and what is copied into a spreadsheet. */
export function PlotTable({ caption, sheet, hidden = false }: PlotTableProps) {
  return (
    <table className={hidden ? classes.hidden : classes.table}>
      <caption className={classes.hidden}>{caption}</caption>
      <thead>
        <tr>
          {sheet.columns.map(([header]) => (
            <th key={header} scope="col">
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sheet.rows.map(([name = null, ...cells], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two rows may say the same
          <tr key={index}>
            <th scope="row">{cellText(name)}</th>
            {cells.map((cell, at) => (
              <td key={sheet.columns[at + 1]?.[0]} data-figure={typeof cell === "object" && cell !== null}>
                {cellText(cell)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellText(cell: DataCell): string {
  if (cell === null) return "无";
  return typeof cell === "string" ? cell : groupDigits(cell.decimal);
}
