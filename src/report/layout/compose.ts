import type { FontRole } from "#report/fonts.ts";
import { isClosing, isOpening, mayBreak, mayHang } from "#report/layout/kinsoku.ts";

/** One character as it will be set. */
export interface Cell {
  readonly character: string;
  readonly font: FontRole;
  /** advance in points, without spacing */
  readonly width: number;
  /** a visible hole in the text, to be marked */
  readonly gap: boolean;
}

export interface Measure {
  /** points available */
  width: number;
  /** points that the first line starts further in; negative = the others do */
  firstIndent: number;
  /** added to every character */
  spacing: number;
  /** fill every line but the last, and let punctuation hang beyond the edge */
  justify: boolean;
}

export interface Line {
  cells: Cell[];
  /** from the left edge of the measure */
  indent: number;
  /** added to every character of this line */
  spacing: number;
  /** without what hangs or trails */
  width: number;
}

const TOLERANCE = 0.01;
/** A line that would have to be spread further than this per character stays short. */
const MAX_STRETCH = 4;

/**
 * Breaks one paragraph into lines, in time linear in its length. Nothing is added or lost: the lines' cells are the
 * input. No line starts or ends with a forbidden character unless a single unbreakable run is longer than a line.
 */
export function composeLines(cells: readonly Cell[], measure: Measure): Line[] {
  const lines: Line[] = [];
  const indentOf = (index: number): number => Math.max(0, index === 0 ? measure.firstIndent : -measure.firstIndent);
  const roomOf = (index: number): number => measure.width - indentOf(index);
  let [from, to, used] = [0, 0, 0];
  const close = (last: boolean): void => {
    lines.push(finish(cells.slice(from, to), indentOf(lines.length), roomOf(lines.length), measure, last));
    [from, used] = [to, 0];
  };
  const place = (span: Span): void => {
    if (to > from && !fits(span, roomOf(lines.length) - used)) close(false);
    to = span.to;
    used += span.total;
  };
  const narrowest = Math.min(roomOf(0), roomOf(1));
  for (let start = 0; start < cells.length; ) {
    const group = spanOf(cells, start, groupEnd(cells, start), measure);
    if (fits(group, narrowest)) place(group);
    else for (const piece of crumble(cells, group, narrowest, measure)) place(piece);
    start = group.to;
  }
  close(true);
  return lines;
}

/** Cells that are placed together, with what they need. */
interface Span {
  from: number;
  to: number;
  total: number;
  /** without trailing spaces */
  seen: number;
  /** without the mark at its end either, where that may hang */
  hung: number;
}

function spanOf(cells: readonly Cell[], from: number, to: number, measure: Measure): Span {
  const span: Span = { from, to: from, total: 0, seen: 0, hung: Number.POSITIVE_INFINITY };
  for (let index = from; index < to; index += 1) extend(span, cells[index], measure);
  return span;
}

function extend(span: Span, cell: Cell | undefined, measure: Measure): void {
  if (!cell) return;
  const before = span.total;
  span.to += 1;
  span.total += cell.width + measure.spacing;
  if (cell.character === " ") return;
  span.seen = span.total;
  span.hung = measure.justify && mayHang(cell.character) ? before : Number.POSITIVE_INFINITY;
}

const fits = (span: Span, room: number): boolean => Math.min(span.seen, span.hung) <= room + TOLERANCE;

/** Where a word ends, or a character with the punctuation that clings to it. */
function groupEnd(cells: readonly Cell[], start: number): number {
  let end = start + 1;
  while (end < cells.length && !mayBreak(cells[end - 1]?.character ?? "", cells[end]?.character ?? "")) end += 1;
  return end;
}

/** Takes a run that is longer than a line apart, leaving punctuation with its neighbours as far as a line holds. */
function crumble(cells: readonly Cell[], group: Span, room: number, measure: Measure): Span[] {
  const pieces: Span[] = [];
  for (let index = group.from; index < group.to; index += 1) {
    const cell = cells[index];
    const piece = pieces.at(-1);
    const clings =
      index > group.from && (isClosing(cell?.character ?? "") || isOpening(cells[index - 1]?.character ?? ""));
    const longer = piece && clings ? { ...piece } : undefined;
    if (longer) extend(longer, cell, measure);
    if (longer && fits(longer, room)) pieces[pieces.length - 1] = longer;
    else pieces.push(spanOf(cells, index, index + 1, measure));
  }
  return pieces;
}

function finish(cells: Cell[], indent: number, room: number, measure: Measure, last: boolean): Line {
  const { count, natural } = inside(cells, room, measure);
  const stretch = count > 1 ? (room - natural) / (count - 1) : 0;
  const full = measure.justify && !last && Math.abs(stretch) > TOLERANCE && stretch <= MAX_STRETCH;
  return {
    cells,
    indent,
    spacing: full ? measure.spacing + stretch : measure.spacing,
    width: full ? room : natural,
  };
}

/** What must lie inside the measure: neither trailing spaces nor one hanging mark. */
function inside(cells: readonly Cell[], room: number, measure: Measure): { count: number; natural: number } {
  const { seen, hung } = spanOf(cells, 0, cells.length, measure);
  const count = cells.findLastIndex((cell) => cell.character !== " ") + 1;
  const hangs = seen > room + TOLERANCE && hung < seen;
  return hangs ? { count: count - 1, natural: hung } : { count, natural: seen };
}
