import type { Align, Block } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import type { TextRole } from "#report/fonts.ts";
import { columnWidths } from "#report/layout/column-widths.ts";
import { composeLines, type Line } from "#report/layout/compose.ts";
import { decimalParts } from "#report/layout/decimal.ts";
import { kept, lineMarks, type Mark, type Part, type Strip } from "#report/layout/strip.ts";
import type { Setting } from "#report/layout/text-strips.ts";
import type { Typesetter } from "#report/layout/typesetter.ts";
import { CELL_PADDING, SIZE, TABLE_LINE_HEIGHT } from "#report/page.ts";

/** A head that takes more of a page than this is set once and not again. */
const LARGEST_HEAD = 0.5;

type Table = Block & { kind: "table" };

/** A cell's lines, and how far from the cell's left edge each begins. */
interface Cell {
  lines: Line[];
  leftOf: (line: Line) => number;
  part: Part;
}

/**
 * A table as strips: its head, then one strip per row, each of which sets the head again when it is the first on a
 * further page. A row taller than a page is cut between lines.
 */
export function tableStrips(table: Table, { typesetter, width, height }: Setting & { height: number }): Strip[] {
  const widths = columnWidths(table, width);
  const edges = [0];
  for (const each of widths) edges.push((edges.at(-1) ?? 0) + each);
  const inner = widths.map((each) => each - 2 * CELL_PADDING.side);
  const points = table.columns.map((column, index) =>
    column.align === "decimal" ? pointOf(table, index, inner[index] ?? 0, typesetter) : 0,
  );
  const root: Part = { tag: "Table" };
  const rowOf = (tag: "TH" | "TD", texts: readonly string[], role: TextRole, align?: Align): Cell[] => {
    const parent: Part = { tag: "TR", parent: root, children: [] };
    return table.columns.map((column, index) => {
      const room = inner[index] ?? 0;
      const text = texts[index] ?? "";
      const lines = cellLines(text, role, room, typesetter);
      const part: Part = { tag, parent };
      parent.children?.push(part);
      const point = points[index] ?? 0;
      return { lines, leftOf: placement(align ?? column.align, text, room, point, lines.length, typesetter), part };
    });
  };
  const headers = table.columns.map((column) => column.header);
  const head = rowOf("TH", headers, "hei", "center");
  const top: Mark = { kind: "rule", x: 0, y: 0, x2: width, y2: 0 };
  const opening = slices(head, height).map((part) => rowStrip(part, edges));
  const first = opening[0];
  if (first) first.marks.unshift(top);
  const repeated = opening.length === 1 && first && first.height <= height * LARGEST_HEAD;
  const header = repeated ? { ...first, marks: first.marks.map(untagged), keepWithNext: true } : undefined;
  const strips = kept(opening);
  for (const row of table.rows) {
    const cells = rowOf("TD", row, "fangsong");
    for (const part of slices(cells, height - (header?.height ?? 0)))
      strips.push(header ? { ...rowStrip(part, edges), repeats: header } : rowStrip(part, edges));
  }
  return strips;
}

/** What is only set again is no content. */
function untagged(mark: Mark): Mark {
  if (mark.kind !== "text") return { ...mark };
  const { part: _, ...plain } = mark;
  return plain;
}

function cellLines(text: string, role: TextRole, width: number, typesetter: Typesetter): Line[] {
  return typesetter
    .cells([{ text }], role, SIZE.table)
    .flatMap((cells) => composeLines(cells, { width, firstIndent: 0, spacing: 0, justify: false }));
}

/** Where a column's decimal points stand: the figures as a group are centred in the column. */
function pointOf(table: Table, column: number, room: number, typesetter: Typesetter): number {
  let [before, after] = [0, 0];
  for (const row of table.rows) {
    const parts = decimalParts(cleanText(row[column] ?? ""));
    if (!parts) continue;
    const width = (text: string): number => typesetter.textWidth(text, "fangsong", SIZE.table);
    const [left, right] = [width(parts.before), width(parts.after)];
    if (left + right > room) continue;
    [before, after] = [Math.max(before, left), Math.max(after, right)];
  }
  return Math.min((room - before - after) / 2, room - after) + before;
}

function placement(
  align: Align,
  text: string,
  room: number,
  point: number,
  lines: number,
  typesetter: Typesetter,
): (line: Line) => number {
  if (align === "right") return (line) => room - line.width;
  if (align === "left") return () => 0;
  const parts = align === "decimal" && lines === 1 ? decimalParts(cleanText(text)) : undefined;
  if (!parts) return (line) => (room - line.width) / 2;
  const left = point - typesetter.textWidth(parts.before, "fangsong", SIZE.table);
  return (line) => Math.max(0, Math.min(left, room - line.width));
}

/** The row in parts that each fit into `height`. */
function slices(row: readonly Cell[], height: number): Cell[][] {
  const most = Math.floor((height - CELL_PADDING.top - CELL_PADDING.bottom) / TABLE_LINE_HEIGHT);
  const lines = Math.max(1, ...row.map((cell) => cell.lines.length));
  return Array.from({ length: Math.ceil(lines / most) }, (_, part) =>
    row.map((cell) => ({ ...cell, lines: cell.lines.slice(part * most, (part + 1) * most) })),
  );
}

function rowStrip(row: readonly Cell[], edges: readonly number[]): Strip {
  const count = Math.max(1, ...row.map((cell) => cell.lines.length));
  const height = count * TABLE_LINE_HEIGHT + CELL_PADDING.top + CELL_PADDING.bottom;
  const texts = row.flatMap(({ lines, leftOf, part }, column) => {
    const left = (edges[column] ?? 0) + CELL_PADDING.side;
    const top = (height - lines.length * TABLE_LINE_HEIGHT) / 2;
    return lines.flatMap((line, index) =>
      lineMarks(line, SIZE.table, TABLE_LINE_HEIGHT, {
        left: left + leftOf(line),
        top: top + index * TABLE_LINE_HEIGHT,
        part,
      }),
    );
  });
  const rules: Mark[] = edges.map((x) => ({ kind: "rule", x, y: 0, x2: x, y2: height }));
  const right = edges.at(-1) ?? 0;
  return { height, marks: [...rules, { kind: "rule", x: 0, y: height, x2: right, y2: height }, ...texts] };
}
