import { isFurniture } from "#core/importer/furniture.ts";
import { joinedLine } from "#core/importer/joined-line.ts";
import { markerOf } from "#core/importer/marker.ts";
import { pageMarks } from "#core/importer/page-marks.ts";
import type { ReadOptions, Simplify, SourceLine } from "#core/importer/source-line.ts";
import { paragraphStarts } from "#core/importer/wrapped-lines.ts";

const LINE = /[^\n\r\u2028\u2029\v\f]*(?:\r\n|[\n\r\u2028\u2029\v\f]|$)/g;
const HAN = /\p{Script=Han}/u;
/** 設(shè): a site that re-hosts texts adds the sound of a character */
const SOUND = /[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]/y;
const INVISIBLE = /[\u200b-\u200f\u2060\ufeff\u00ad]/;
const SPACE = /[\s\u3000\u00a0]/;
/** • and the like in front of an entry; a hyphen only where a blank follows, or nothing at all */
const BULLET = /^(?:[•·▪●◆■□◇○◦‣⁃]\s*|[-–—*](?:\s+|$))+/;

/** Lines with their places; a paragraph that a page has cut is one line. Nothing of the source is left out. */
export function readLines(source: string, { simplify, furniture = [] }: ReadOptions = {}): SourceLine[] {
  const raws = [...source.matchAll(LINE)].filter(([raw]) => raw !== "");
  const marks = pageMarks(raws.map(([raw]) => raw));
  let next = 0;
  const lines = raws.map(({ 0: raw, index }, place): SourceLine => {
    while ((furniture[next]?.end ?? Number.POSITIVE_INFINITY) <= index) next += 1;
    const aside = (furniture[next]?.start ?? Number.POSITIVE_INFINITY) <= index;
    const line = cleaned(raw, index, simplify);
    const end = index + raw.length;
    return { start: index, end, furniture: aside || marks.has(place) || isFurniture(line.text), ...line };
  });
  const starts = paragraphStarts(
    lines.map(({ text, furniture: aside }, place) => ({
      raw: raws[place]?.[0] ?? "",
      text,
      furniture: aside,
      pageMark: marks.has(place),
      numbered: markerOf(text) !== undefined,
    })),
  );
  return paragraphs(lines, starts);
}

/** Page marks that fall into a paragraph go into its gaps. */
function paragraphs(lines: readonly SourceLine[], starts: readonly number[]): SourceLine[] {
  const lasts = new Map<number, number>();
  for (const [place, start] of starts.entries()) lasts.set(start, place);
  const found: SourceLine[] = [];
  for (let place = 0; place < lines.length; place++) {
    const last = lasts.get(place) ?? place;
    const line = lines[place];
    if (!line) break;
    if (last === place) found.push(line);
    else {
      const own = lines.slice(place, last + 1).filter((_, index) => starts[place + index] === place);
      found.push(joinedLine(own));
    }
    place = last;
  }
  return found;
}

function cleaned(raw: string, offset: number, simplify: Simplify | undefined): Pick<SourceLine, "text" | "at"> {
  const places: number[] = [];
  let kept = "";
  let last = "";
  let hasWords = false;
  let from = 0;
  while (from < raw.length) {
    const character = raw.charAt(from);
    SOUND.lastIndex = from;
    const sound = /[(（]/.test(character) && HAN.test(last) ? SOUND.exec(raw)?.[0] : undefined;
    if (sound !== undefined) {
      from += sound.length;
      continue;
    }
    if (character !== "\t" && SPACE.test(character) && isFigureBlank(raw, from, last, hasWords)) {
      from += 1;
      continue;
    }
    if (!INVISIBLE.test(character)) {
      last = character !== "\t" && SPACE.test(character) ? " " : character;
      hasWords ||= HAN.test(last);
      kept += last;
      places.push(offset + from);
    }
    from += 1;
  }
  const blanks = kept.length - kept.trimStart().length;
  const lead = blanks + (BULLET.exec(kept.slice(blanks))?.[0].length ?? 0);
  const body = kept.slice(lead).trimEnd();
  // behind the last character, what was taken out after it included
  const behind = places[lead + body.length] ?? offset + raw.trimEnd().length;
  const at = (place: number): number => (place >= body.length ? behind : (places[lead + Math.max(place, 0)] ?? offset));
  return { text: simplify ? simplified(body, simplify) : body, at };
}

/** 达到 21.3 亿元: some editors set figures off by blanks. A number in front of a line keeps its own. */
function isFigureBlank(raw: string, place: number, before: string, hasWords: boolean): boolean {
  const after = raw.charAt(place + 1);
  if (HAN.test(before)) return /\d/.test(after);
  return /[\d%％]/.test(before) && HAN.test(after) && hasWords;
}

/** Character by character where a phrase would change the length: places have to stay. */
function simplified(text: string, simplify: Simplify): string {
  const whole = simplify(text);
  if (whole.length === text.length) return whole;
  return [...text]
    .map((character) => (simplify(character).length === character.length ? simplify(character) : character))
    .join("");
}
