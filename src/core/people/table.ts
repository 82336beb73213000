import { err, ok, type Result } from "#core/result.ts";

/** So many people or districts at once; the rest goes into a second file. */
export const MOST_ROWS = 300;
export const MOST_COLUMNS = 12;
export const LONGEST_CELL = 200;
/** titles and notes may stand above the head */
const HEAD_WITHIN = 10;
export const MOST_SENT_ROWS = MOST_ROWS + HEAD_WITHIN + 1;

export interface TableColumn<Key extends string> {
  key: Key;
  /** the names that a head may have; the first is what the template writes */
  names: readonly [string, ...string[]];
  /** a table without it is not read */
  required: boolean;
}

export interface TableRow<Key extends string> {
  /** as the file counts its rows, from 1 */
  number: number;
  cell: (key: Key) => string;
}

/** Tidied text of a table's cells, cut to what is looked at: one character too many tells that there was more. */
export const boundedTable = (rows: readonly (readonly string[] | undefined)[]): string[][] =>
  Array.from({ length: Math.min(rows.length, MOST_SENT_ROWS) }, (_, index) =>
    Array.from({ length: Math.min(rows[index]?.length ?? 0, MOST_COLUMNS) }, (__, at) => tidy(rows[index]?.[at] ?? "")),
  );

const tidy = (text: string): string =>
  text
    .slice(0, 4 * LONGEST_CELL)
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, "")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, LONGEST_CELL + 1);

/** The rows below the head; empty ones are left out. */
export function readTable<Key extends string>(
  table: readonly (readonly string[])[],
  columns: readonly TableColumn<Key>[],
): Result<TableRow<Key>[], string> {
  const placeIn = (row: readonly string[], { names }: TableColumn<Key>): number =>
    row.findIndex((cell) => names.includes(cell.replace(/[\s*（(].*$/u, "")));
  const required = columns.filter((column) => column.required);
  const head = table.slice(0, HEAD_WITHIN).findIndex((row) => required.every((column) => placeIn(row, column) >= 0));
  const headRow = table[head];
  if (!headRow)
    return err(`没有找到表头。表头须有这些列：${required.map(({ names }) => names[0]).join("、")}；请下载模板对照`);
  const places = new Map(columns.map((column) => [column.key, placeIn(headRow, column)]));
  const rows = table.flatMap((row, index): TableRow<Key>[] =>
    index <= head || row.every((cell) => cell === "")
      ? []
      : [{ number: index + 1, cell: (key) => row[places.get(key) ?? -1] ?? "" }],
  );
  if (rows.length === 0) return err("表头下面没有内容，请填写后再上传");
  if (rows.length > MOST_ROWS) return err(`一次最多${MOST_ROWS}行，请分成几个文件上传`);
  return ok(rows);
}

/** Letters and figures as one types them, whatever their width in the file. */
export const narrow = (text: string): string => text.normalize("NFKC").trim();

export interface CellFault {
  /** as the template writes it */
  column: string;
  message: string;
}

/** What no cell may be: longer than anything that it could mean. */
export const tooLong = <Key extends string>(row: TableRow<Key>, columns: readonly TableColumn<Key>[]): CellFault[] =>
  columns
    .filter(({ key }) => row.cell(key).length > LONGEST_CELL)
    .map(({ names }) => ({ column: names[0], message: `内容超过${LONGEST_CELL}字，请删减` }));
