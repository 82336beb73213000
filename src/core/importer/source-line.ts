import { isFurniture } from "#core/importer/furniture.ts";

/** A stretch of the source, in UTF-16 units; `end` is not included. */
export interface Range {
  start: number;
  end: number;
}

/** A line of the source and how it is read. Lines cover the source without gap or overlap. */
export interface SourceLine extends Range {
  /** without indents, bullets, invisible characters and the additions of re-hosting sites; simplified */
  text: string;
  /** where a place of `text` lies in the source; never decreasing */
  at: (place: number) => number;
  /** page furniture, by its words or by its place in the page */
  furniture: boolean;
}

export type Simplify = (text: string) => string;

export interface ReadOptions {
  /** traditional → simplified, where the text needs it */
  simplify?: Simplify | undefined;
  /** stretches that the page's own structure shows to be menus, footers and the like */
  furniture?: readonly Range[] | undefined;
}

const LINE = /[^\n\r\u2028\u2029\v\f]*(?:\r\n|[\n\r\u2028\u2029\v\f]|$)/g;
const HAN = /\p{Script=Han}/u;
/** 設(shè): a site that re-hosts texts adds the sound of a character */
const SOUND = /[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]/y;
const INVISIBLE = /[\u200b-\u200f\u2060\ufeff\u00ad]/;
const SPACE = /[\s\u3000\u00a0]/;
/** • and the like in front of an entry; a hyphen only where a blank follows, or nothing at all */
const BULLET = /^(?:[•·▪●◆■□◇○◦‣⁃]\s*|[-–—*](?:\s+|$))+/;

/** Lines with their places. Blank lines are lines too: nothing of the source is left out. */
export function readLines(source: string, { simplify, furniture = [] }: ReadOptions = {}): SourceLine[] {
  const lines: SourceLine[] = [];
  let next = 0;
  for (const { 0: raw, index } of source.matchAll(LINE)) {
    if (raw === "") continue;
    const end = index + raw.length;
    while ((furniture[next]?.end ?? Number.POSITIVE_INFINITY) <= index) next += 1;
    const aside = (furniture[next]?.start ?? Number.POSITIVE_INFINITY) <= index;
    const line = cleaned(raw, index, simplify);
    lines.push({ start: index, end, furniture: aside || isFurniture(line.text), ...line });
  }
  return lines;
}

function cleaned(raw: string, offset: number, simplify: Simplify | undefined): Pick<SourceLine, "text" | "at"> {
  const places: number[] = [];
  let kept = "";
  let last = "";
  let from = 0;
  while (from < raw.length) {
    const character = raw.charAt(from);
    SOUND.lastIndex = from;
    const sound = /[(（]/.test(character) && HAN.test(last) ? SOUND.exec(raw)?.[0] : undefined;
    if (sound !== undefined) {
      from += sound.length;
      continue;
    }
    if (!INVISIBLE.test(character)) {
      last = character !== "\t" && SPACE.test(character) ? " " : character;
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

/** Character by character where a phrase would change the length: places have to stay. */
function simplified(text: string, simplify: Simplify): string {
  const whole = simplify(text);
  if (whole.length === text.length) return whole;
  return [...text]
    .map((character) => (simplify(character).length === character.length ? simplify(character) : character))
    .join("");
}

/** Frequent characters that a simplified text has no use for. */
const TRADITIONAL = new Set(
  "們個國學體來時會為說對發與過這還經動實現點長開關電業務員質區專業隊伍師資黨據標進機構設備辦導級設規劃項數萬億優縣鄉鎮統籌強補訓練類費財產義應從當後裡處屬環境變樣書記達黨織組議責證護險場農網絡課堂題歷史觀領導參與",
);

/** Whether the text is written in traditional characters, so that a converter is worth its loading. */
export function isTraditional(source: string): boolean {
  let found = 0;
  let all = 0;
  for (const character of source.slice(0, 4000)) {
    if (!HAN.test(character)) continue;
    all += 1;
    if (TRADITIONAL.has(character)) found += 1;
  }
  return found >= 5 && found > all / 25;
}
