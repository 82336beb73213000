const BOM = "\ufeff";
const LINE_END = "\r\n";

/**
 * What a spreadsheet takes for a formula when it opens a CSV file, also behind blanks and in full width. Tab and line
 * breaks count: some programs cut a cell there and begin anew.
 */
const FORMULA = /^[\s\u00a0\u3000\ufeff\u200b]*[=+\-@＝＋－＠|%]|^[\t\r\n]/;

/** Neutralised by an apostrophe in front, which a spreadsheet shows as text; always quoted. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

export const csvLine = (cells: readonly string[]): string => cells.map(csvCell).join(",") + LINE_END;

/** The beginning of a file that Excel reads as UTF-8, with the names of its columns. */
export const csvHead = (columns: readonly string[]): string => BOM + csvLine(columns);
