/** A line of the source without its end, as far as it is looked at for wrapping. */
export interface WrapLine {
  raw: string;
  /** without indent and bullet */
  text: string;
  furniture: boolean;
  /** page number or running head: a paragraph goes on behind it */
  pageMark: boolean;
  /** a number of a heading stands in front */
  numbered: boolean;
}

const INDENT = /^(?:\u3000|[ \u00a0]{2}|\t)/;
const TERMINAL = /[。！？；：!?;:…]["”’）)]?$/;
const ADDRESSED = /^[^。；]{2,40}[：:]$/;
const TITLED = /(?:报告|公示|函|通知|情况|方案|意见)(?:[（(].{2,20}[）)])?$/;
const DATED = /^(?:19|20|二[〇○零])[\d〇○零一二三四五六七八九]{2}\s?[-年./]/;
/** columns by which the lines of a page differ that was wrapped */
const SLACK = 4;
const NARROWEST = 24;
const WIDEST = 170;
const FEWEST_FULL = 8;
const FULL_SHARE = 0.35;
/** a paragraph that a page number falls into is no heading */
const SHORTEST_BROKEN = 18;

/** For each line the number of the line that its paragraph begins with: itself, unless the line goes on with an earlier one. */
export function paragraphStarts(lines: readonly WrapLine[]): number[] {
  const page = wrapOf(lines);
  const starts: number[] = [];
  let open: number | undefined;
  let last: number | undefined;
  for (const [place, line] of lines.entries()) {
    starts.push(place);
    if (line.pageMark || (line.text === "" && besidesMark(lines, place))) continue;
    if (line.text === "" || line.furniture) {
      open = undefined;
      last = undefined;
      continue;
    }
    const before = last === undefined ? undefined : lines[last];
    const first = open === undefined ? undefined : lines[open];
    const broken = last !== undefined && place - last > 1;
    if (before && first && open !== undefined && goesOn(first, before, line, page, broken)) starts[place] = open;
    else open = place;
    last = place;
  }
  return starts;
}

function besidesMark(lines: readonly WrapLine[], place: number): boolean {
  const near = [lines[place - 1], lines[place + 1]];
  return near.some((line) => line?.pageMark === true);
}

interface Page {
  /** in columns, and in characters: some programs count these */
  width: number;
  length: number;
  indents: boolean;
}

function goesOn(first: WrapLine, before: WrapLine, line: WrapLine, page: Page | undefined, broken: boolean): boolean {
  if (INDENT.test(line.raw) || ADDRESSED.test(line.text) || DATED.test(line.text) || line.raw.includes("|"))
    return false;
  if (first.text === before.text && TITLED.test(before.text) && !INDENT.test(first.raw)) return false;
  const open = !line.numbered && !TERMINAL.test(before.text);
  if (page?.indents && INDENT.test(first.raw)) return open || isFull(before.raw, page);
  if (page && open && isFull(before.raw, page)) return true;
  if (!broken || line.numbered || TERMINAL.test(before.text)) return false;
  return before.text.length >= SHORTEST_BROKEN && (!before.numbered || /[。，；]/.test(before.text));
}

/** Width and habit of a text whose lines were cut where the page ended; undefined where lines are paragraphs. */
function wrapOf(lines: readonly WrapLine[]): Page | undefined {
  const own = lines.filter(({ text, furniture, pageMark }) => text !== "" && !furniture && !pageMark);
  const widths = own.map(({ raw }) => widthOf(raw)).sort((a, b) => a - b);
  const lengths = own.map(({ raw }) => raw.trimEnd().length).sort((a, b) => a - b);
  const width = widths[Math.floor(widths.length * 0.9)] ?? 0;
  if (width < NARROWEST || width > WIDEST) return undefined;
  const full = own.filter(({ raw }) => Math.abs(widthOf(raw) - width) <= SLACK);
  if (full.length < FEWEST_FULL || full.length < own.length * FULL_SHARE) return undefined;
  if (full.filter(({ text }) => !TERMINAL.test(text)).length < full.length / 2) return undefined;
  const starts = own.filter((_, place) => {
    const before = own[place - 1];
    return before !== undefined && widthOf(before.raw) < width - SLACK;
  });
  const indented = starts.filter(({ raw }) => INDENT.test(raw)).length;
  return {
    width,
    length: lengths[Math.floor(lengths.length * 0.9)] ?? 0,
    indents: starts.length > 0 && indented > starts.length * 0.6,
  };
}

const isFull = (raw: string, { width, length }: Page): boolean =>
  widthOf(raw) >= width - SLACK || raw.trimEnd().length >= length - 1;

/** Columns: a Chinese character is as wide as two letters. */
function widthOf(raw: string): number {
  const end = raw.trimEnd();
  let width = 0;
  for (let place = 0; place < end.length && width <= WIDEST + SLACK; place++)
    width += end.charCodeAt(place) > 0x2000 ? 2 : 1;
  return width;
}
