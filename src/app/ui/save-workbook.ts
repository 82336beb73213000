import { copyText } from "#app/ui/copy-text.ts";
import { saveFile } from "#app/ui/save-file.ts";
import type { DataCell, DataSheet } from "#core/document/data-sheet.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The writer comes when the first workbook is asked for. */
export async function saveWorkbook(sheets: readonly DataSheet[], fileName: string): Promise<void> {
  const { writeWorkbook } = await import("#report/xlsx/write-workbook.ts");
  saveFile(new Blob([new Uint8Array(writeWorkbook(sheets))], { type: XLSX }), fileName);
}

/** The same table on the clipboard, as Excel and WPS take it in. */
export const copySheet = ({ columns, rows }: DataSheet): Promise<boolean> =>
  copyText([columns.map(([header]) => header), ...rows.map((row) => row.map(cellText))].map(line).join("\n"));

const cellText = (cell: DataCell): string => (cell === null ? "" : typeof cell === "string" ? cell : cell.decimal);

/** What begins like a formula stays text; line ends and tabs would break the table. */
const line = (cells: readonly string[]): string =>
  cells.map((cell) => cell.replace(/[\t\r\n]+/g, " ").replace(/^[=+@-](?!\d)/, "'$&")).join("\t");
