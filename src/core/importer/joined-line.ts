import type { Range, SourceLine } from "#core/importer/source-line.ts";

const LATIN = /[A-Za-z]/;

/** Several lines of the source read as one paragraph; what lies between them is kept as gaps. */
export function joinedLine(lines: readonly SourceLine[]): SourceLine {
  const pieces: { from: number; line: SourceLine }[] = [];
  const gaps: Range[] = [];
  let text = "";
  let before: SourceLine | undefined;
  for (const line of lines) {
    if (before) {
      gaps.push({ start: before.at(before.text.length), end: line.at(0) });
      if (LATIN.test(text.slice(-1)) && LATIN.test(line.text.charAt(0))) text += " ";
    }
    pieces.push({ from: text.length, line });
    text += line.text;
    before = line;
  }
  const at = (place: number): number => {
    const piece = pieces[lastFrom(pieces, place)];
    return piece ? piece.line.at(place - piece.from) : 0;
  };
  const [first] = lines;
  return { start: first?.start ?? 0, end: before?.end ?? 0, text, at, furniture: false, gaps };
}

/** The last piece that begins at a place or before it. */
function lastFrom(pieces: readonly { from: number }[], place: number): number {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.from ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A stretch of the source without the gaps in it. */
export function withoutGaps(source: string, { start, end }: Range, gaps: readonly Range[] = []): string {
  let text = "";
  let from = start;
  for (const gap of gaps) {
    if (gap.end <= from || gap.start >= end) continue;
    text += source.slice(from, Math.max(from, gap.start));
    from = gap.end;
  }
  return text + source.slice(from, Math.max(from, end));
}
