import { withoutGaps } from "#core/importer/joined-line.ts";
import type { Range, SourceLine } from "#core/importer/source-line.ts";

/** The lines of a stretch of the source without page furniture, the first and last of them cut to it. */
export function sliceLines(lines: readonly SourceLine[], { start, end }: Range): SourceLine[] {
  return lines.slice(firstAfter(lines, start), firstFrom(lines, end)).flatMap((line): SourceLine[] => {
    if (line.furniture) return [];
    if (line.start >= start && line.end <= end) return [line];
    let from = 0;
    while (from < line.text.length && line.at(from) < start) from += 1;
    let to = line.text.length;
    while (to > from && line.at(to - 1) >= end) to -= 1;
    const blanks = /^\s*/.exec(line.text.slice(from, to))?.[0].length ?? 0;
    const offset = Math.min(from + blanks, to);
    return [
      {
        start: Math.max(line.start, start),
        end: Math.min(line.end, end),
        text: line.text.slice(offset, to).trimEnd(),
        at: (place) => Math.min(line.at(offset + place), end),
        furniture: line.furniture,
        ...(line.gaps ? { gaps: line.gaps } : {}),
      },
    ];
  });
}

/** The first line that ends behind a place. */
const firstAfter = (lines: readonly SourceLine[], place: number): number => first(lines, (line) => line.end > place);
/** The first line that begins at a place or behind it. */
const firstFrom = (lines: readonly SourceLine[], place: number): number => first(lines, (line) => line.start >= place);

/** Lines are in order: where `holds` is true of one, it is of all behind it. */
function first(lines: readonly SourceLine[], holds: (line: SourceLine) => boolean): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const line = lines[middle];
    if (line && holds(line)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The text of some lines, blank ones left out. */
export const textOf = (lines: readonly SourceLine[]): string =>
  lines
    .map(({ text }) => text)
    .filter((text) => text !== "")
    .join("\n");

/** The same as it stands in the source, indents aside. */
export const sourceTextOf = (lines: readonly SourceLine[], source: string): string =>
  lines
    .filter(({ text }) => text !== "")
    .map((line) => sourceOfLine(line, source))
    .join("\n");

/** The words of a line as they stand in the source, from a place of its text on. */
export const sourceOfLine = (line: SourceLine, source: string, from = 0): string =>
  withoutGaps(source, { start: line.at(from), end: line.at(line.text.length) }, line.gaps);
