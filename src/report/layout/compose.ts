import type { FontRole } from "#report/fonts.ts";
import { isClosing, isOpening, mayBreak, mayHang } from "#report/layout/kinsoku.ts";

/** One character as it will be set. */
export interface Cell {
  character: string;
  font: FontRole;
  /** advance in points, without spacing */
  width: number;
  /** a visible hole in the text, to be marked */
  gap: boolean;
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
 * Breaks one paragraph into lines. Nothing is added or lost: the lines' cells are the input. No line starts or
 * ends with a forbidden character unless a single unbreakable run is longer than a line.
 */
export function composeLines(cells: readonly Cell[], measure: Measure): Line[] {
  const lines: Line[] = [];
  const indentOf = (index: number): number => Math.max(0, index === 0 ? measure.firstIndent : -measure.firstIndent);
  const roomOf = (index: number): number => measure.width - indentOf(index);
  let open: Cell[] = [];
  const close = (last: boolean): void => {
    lines.push(finish(open, indentOf(lines.length), roomOf(lines.length), measure, last));
    open = [];
  };
  const place = (group: Cell[]): void => {
    if (open.length > 0 && !fits([...open, ...group], roomOf(lines.length), measure)) close(false);
    open.push(...group);
  };
  const narrowest = Math.min(roomOf(0), roomOf(1));
  for (const group of groups(cells)) {
    if (fits(group, narrowest, measure)) place(group);
    else for (const piece of crumble(group, narrowest, measure)) place(piece);
  }
  close(true);
  return lines;
}

/** Cells that stay together: words, and characters with the punctuation that clings to them. */
function groups(cells: readonly Cell[]): Cell[][] {
  const result: Cell[][] = [];
  let previous: Cell | undefined;
  for (const cell of cells) {
    const group = result.at(-1);
    if (group && previous && !mayBreak(previous.character, cell.character)) group.push(cell);
    else result.push([cell]);
    previous = cell;
  }
  return result;
}

/** Takes a run that is longer than a line apart, leaving punctuation with its neighbours as far as a line holds. */
function crumble(group: readonly Cell[], room: number, measure: Measure): Cell[][] {
  const pieces: Cell[][] = [];
  let previous: Cell | undefined;
  for (const cell of group) {
    const piece = pieces.at(-1);
    const clings = previous !== undefined && (isClosing(cell.character) || isOpening(previous.character));
    if (piece && clings && fits([...piece, cell], room, measure)) piece.push(cell);
    else pieces.push([cell]);
    previous = cell;
  }
  return pieces;
}

const widthOf = (cells: readonly Cell[], spacing: number): number =>
  cells.reduce((sum, cell) => sum + cell.width + spacing, 0);

const visibleEnd = (cells: readonly Cell[]): number => cells.findLastIndex((cell) => cell.character !== " ") + 1;

/** What must lie inside the measure: neither trailing spaces nor one hanging mark. */
function inside(cells: readonly Cell[], room: number, measure: Measure): readonly Cell[] {
  const seen = cells.slice(0, visibleEnd(cells));
  const last = seen.at(-1);
  const over = widthOf(seen, measure.spacing) > room + TOLERANCE;
  return over && measure.justify && last && mayHang(last.character) ? seen.slice(0, -1) : seen;
}

const fits = (cells: readonly Cell[], room: number, measure: Measure): boolean =>
  widthOf(inside(cells, room, measure), measure.spacing) <= room + TOLERANCE;

function finish(cells: Cell[], indent: number, room: number, measure: Measure, last: boolean): Line {
  const body = inside(cells, room, measure);
  const natural = widthOf(body, measure.spacing);
  const stretch = body.length > 1 ? (room - natural) / (body.length - 1) : 0;
  const full = measure.justify && !last && Math.abs(stretch) > TOLERANCE && stretch <= MAX_STRETCH;
  return {
    cells,
    indent,
    spacing: full ? measure.spacing + stretch : measure.spacing,
    width: full ? room : natural,
  };
}
