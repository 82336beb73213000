import { bare } from "#core/importer/heading.ts";
import { markerOf } from "#core/importer/marker.ts";
import type { SourceLine } from "#core/importer/source-line.ts";

const TITLE = /^目\s*[录次]$/;
/** 一、自查情况……3, 一、自查情况\t3, 自查情况 - 3 - */
const LEADER = /(?:[.．·…⋯_]{3,}|[—-]{3,}|\t)\s*[-—(（]?\s?\d{1,3}\s?[-—)）]?$/;
const LONGEST = 60;
const FEWEST = 2;

/** The lines of a table of contents, as furniture: it says nothing that the text does not. */
export function withoutContents(lines: readonly SourceLine[]): SourceLine[] {
  const contents = contentsOf(lines);
  return lines.map((line, place) => (contents.has(place) ? { ...line, furniture: true } : line));
}

/** the length first: looking for dots in a line of nothing else takes its square */
const isLed = (text: string): boolean => text.length <= LONGEST + 40 && LEADER.test(text);

function contentsOf(lines: readonly SourceLine[]): Set<number> {
  const led = lines.flatMap(({ text }, place) => (isLed(text) ? [place] : []));
  const found = new Set(led.length >= FEWEST ? led : []);
  const title = lines.findIndex(({ text }) => TITLE.test(text));
  if (title < 0) return found;
  const entries: number[] = [];
  const first = new Set<string>();
  for (let place = title + 1; place < lines.length; place++) {
    const line = lines[place];
    if (!line || line.text === "" || line.furniture) continue;
    if (line.text.length > LONGEST + 40) break;
    const words = bare(line.text.replace(LEADER, ""));
    // the text begins where the contents begin anew
    const listed = markerOf(line.text) !== undefined && line.text.length <= LONGEST && !/[。；]/.test(line.text);
    if ((!listed && !found.has(place)) || first.has(words)) break;
    first.add(words);
    entries.push(place);
  }
  if (entries.length >= FEWEST) for (const place of [title, ...entries]) found.add(place);
  return found;
}
