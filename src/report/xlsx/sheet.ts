import type { DataCell, DataSheet } from "#core/document/data-sheet.ts";
import { numberOfDecimal } from "#core/quantity/decimal.ts";
import { decimalPlaces } from "#core/quantity/decimal-text.ts";
import { MOST_PLACES, STYLE, worksheetOpen } from "#report/xlsx/parts.ts";
import { escapeMarkup } from "#report/xml-text.ts";

/** What Excel takes into a cell. A longer text goes on in the rows below. */
export const LONGEST_CELL = 32_767;

/** One worksheet: the head frozen and filtered, text as text whatever it begins with, numbers digit for digit. */
export function sheetPart({ columns, rows }: DataSheet): string {
  const widths = columns
    .map(([, width], index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`)
    .join("");
  const all = rows.flatMap(unfolded);
  const head = columns.map(([header]) => header);
  const lines = [
    rowPart(
      1,
      head.map((text, at) => textCell(at, 1, text, STYLE.head)),
    ),
    ...all.map((row, index) =>
      rowPart(
        index + 2,
        row.map((cell, at) => cellPart(at, index + 2, cell)),
      ),
    ),
  ];
  const last = `${letters(columns.length - 1)}${all.length + 1}`;
  return `${worksheetOpen}<dimension ref="A1:${last}"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${widths}</cols><sheetData>${lines.join("")}</sheetData><autoFilter ref="A1:${last}"/></worksheet>`;
}

const rowPart = (number: number, cells: readonly string[]): string => `<row r="${number}">${cells.join("")}</row>`;

/** The row, and below it what its longest text has beyond the limit. */
function unfolded(row: readonly DataCell[]): DataCell[][] {
  const pieces = row.map((cell) => (typeof cell === "string" ? cut(cell) : [cell]));
  const count = Math.max(1, ...pieces.map((each) => each.length));
  return Array.from({ length: count }, (_, index) => pieces.map((each) => each[index] ?? null));
}

function cut(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > LONGEST_CELL) {
    // never between the halves of one character
    const end = /[\ud800-\udbff]/.test(rest.charAt(LONGEST_CELL - 1)) ? LONGEST_CELL - 1 : LONGEST_CELL;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pieces, rest];
}

function cellPart(at: number, row: number, cell: DataCell): string {
  if (cell === null || cell === "") return "";
  if (typeof cell === "string") return textCell(at, row, cell, STYLE.text);
  const places = decimalPlaces(cell.decimal);
  // Excel computes in doubles: what a double cannot hold is kept as text, with every digit
  if (places > MOST_PLACES || numberOfDecimal(cell.decimal) === undefined)
    return textCell(at, row, cell.decimal, STYLE.text);
  return `<c r="${letters(at)}${row}" s="${STYLE.number + places}"><v>${cell.decimal}</v></c>`;
}

const textCell = (at: number, row: number, text: string, style: number): string =>
  `<c r="${letters(at)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${literal(escapeMarkup(text))}</t></is></c>`;

/** Excel reads _x0041_ as an escaped character; what a person typed so must stay as it is. */
const literal = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");

/** 0 → A, 25 → Z, 26 → AA */
function letters(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest < 0 ? "" : letters(rest)) + String.fromCharCode(65 + (index % 26));
}
