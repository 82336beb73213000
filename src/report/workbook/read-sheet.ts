import { attributeOf, localName, readXml } from "#core/xml/events.ts";
import { displayNumber } from "#report/workbook/number-format.ts";

export interface Merge {
  row: number;
  column: number;
  rows: number;
  columns: number;
}

export interface Grid {
  /** index = row from 0; a missing row is empty */
  rows: (string[] | undefined)[];
  columns: number;
  merges: Merge[];
  /** more was there than is kept */
  cut: boolean;
}

export interface SheetContext {
  strings: readonly string[];
  /** number format by style index */
  formats: readonly string[];
  from1904: boolean;
}

const MAX_CELLS = 1_000_000;
const MAX_COLUMNS = 200;
const MAX_ROW = 1_048_576;

/** The cells of one sheet as text, formulas by the value that was stored with them. Undefined = damaged. */
export function readSheet(source: string, context: SheetContext): Grid | undefined {
  const grid: Grid = { rows: [], columns: 0, merges: [], cut: false };
  let cells = 0;
  let row = -1;
  let column = -1;
  let cell: { type: string; style: number } | undefined;
  let text = "";
  let taking = false;

  const put = (value: string): void => {
    cells += 1;
    if (cells > MAX_CELLS || column >= MAX_COLUMNS || row >= MAX_ROW) {
      grid.cut = true;
      return;
    }
    if (value === "") return;
    grid.rows[row] ??= [];
    const kept = grid.rows[row];
    if (kept) kept[column] = value;
    grid.columns = Math.max(grid.columns, column + 1);
  };
  const fault = readXml(source, {
    open: (qualified, attributes) => {
      const name = localName(qualified);
      if (name === "row") {
        const number = Number(attributeOf(attributes, "r") ?? row + 2);
        row = Number.isInteger(number) && number > 0 ? number - 1 : row + 1;
        column = -1;
      } else if (name === "c") {
        column = columnOf(attributeOf(attributes, "r")) ?? column + 1;
        cell = { type: attributeOf(attributes, "t") ?? "n", style: Number(attributeOf(attributes, "s") ?? 0) };
        text = "";
      } else if (name === "v" || name === "t") taking = cell !== undefined;
      else if (name === "mergeCell") {
        const merge = mergeOf(attributeOf(attributes, "ref") ?? "");
        if (merge && grid.merges.length < 10_000) grid.merges.push(merge);
      }
    },
    text: (part) => {
      if (taking) text += part;
    },
    close: (qualified) => {
      const name = localName(qualified);
      if (name === "v" || name === "t") taking = false;
      else if (name === "c" && cell) {
        put(cellText(cell.type, text, context, cell.style));
        cell = undefined;
      }
    },
  });
  return fault === undefined ? grid : undefined;
}

function cellText(type: string, text: string, { strings, formats, from1904 }: SheetContext, style: number): string {
  if (type === "s") return strings[Number(text)] ?? "";
  if (type === "b") return text === "1" ? "是" : "否";
  if (type === "n") return displayNumber(text, formats[style] ?? "General", from1904);
  return text;
}

/** "AB12" → 27. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^\$?([A-Z]{1,3})/i.exec(reference ?? "")?.[1]?.toUpperCase();
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

const rowOf = (reference: string): number => Number(/\d+$/.exec(reference)?.[0] ?? Number.NaN) - 1;

function mergeOf(range: string): Merge | undefined {
  const [from = "", to = ""] = range.split(":");
  const [column, last] = [columnOf(from), columnOf(to)];
  const [row, bottom] = [rowOf(from), rowOf(to)];
  if (column === undefined || last === undefined || !(bottom >= row) || !(last >= column)) return undefined;
  return { row, column, rows: bottom - row + 1, columns: last - column + 1 };
}
