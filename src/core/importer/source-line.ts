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
  /** stretches within a paragraph that a page has cut: line ends, page numbers */
  gaps?: readonly Range[];
}

export type Simplify = (text: string) => string;

export interface ReadOptions {
  /** traditional → simplified, where the text needs it */
  simplify?: Simplify | undefined;
  /** stretches that the page's own structure shows to be menus, footers and the like */
  furniture?: readonly Range[] | undefined;
}

const HAN = /\p{Script=Han}/u;

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
