/** Where a heading ends that runs into its text, in the words behind the marker. */
export interface HeadingCut {
  /** end of the heading, its full stop left out */
  end: number;
  /** beginning of the text behind it */
  body: number;
}

const LONGEST = 64;
const SHORTEST = 2;
const COLON = /^[^，,。；;：:]{2,25}[：:]/;
/** only a blank between heading and text */
const GAP = /^([^\s，,。；;：:]{4,40})\s+(?=[^\n]{12,}[。；]$)/u;
const SKIPPED = /[\s，,。；;：:、“”"'‘’（）()《》〈〉·．.]/;

/** Chinese letters and digits only: how two headings are compared. */
export const bare = (text: string): string => [...text].filter((character) => !SKIPPED.test(character)).join("");

/**
 * Cuts “严格落实…。2021年，…” behind the heading. `known`: headings that the checklist has, bare; `lost`: where a
 * full stop is missing, as the other headings of the text show.
 */
export function cutHeading(words: string, known: ReadonlySet<string>, lost: number | undefined): HeadingCut {
  const listed = knownEnd(words, known);
  if (listed !== undefined) return { end: listed, body: afterStop(words, listed) };
  const gap = GAP.exec(words);
  if (gap && !hasHeadSentence(words)) return { end: gap[1]?.length ?? 0, body: gap[0].length };
  if (lost !== undefined && lost >= SHORTEST) return { end: lost, body: lost };
  const colon = COLON.exec(words)?.[0];
  if (colon !== undefined && /[。；;]$/.test(words)) return { end: colon.length - 1, body: colon.length };
  const stop = words.indexOf("。");
  if (stop < 0 || stop === words.length - 1) {
    const whole = stop < 0 ? words.length : stop;
    const told = stop >= 0 && isStatement(words.slice(0, whole));
    if (!told && whole <= LONGEST && !/[；;]/.test(words) && commas(words.slice(0, whole)) < 3)
      return { end: whole, body: words.length };
  }
  if (stop >= SHORTEST && stop <= LONGEST && !isStatement(words.slice(0, stop))) return { end: stop, body: stop + 1 };
  if (colon !== undefined && colon.length < words.length) return { end: colon.length - 1, body: colon.length };
  return { end: 0, body: 0 };
}

/** 夯实基层党建。全县…: the first sentence serves as heading, whatever blanks are in it. */
function hasHeadSentence(words: string): boolean {
  const stop = words.indexOf("。");
  return stop > 0 && stop <= LONGEST && stop < words.length - 1 && !isStatement(words.slice(0, stop));
}

const commas = (text: string): number => text.match(/[，,]/g)?.length ?? 0;

/** A first sentence that already tells: it has figures with units, or clause after clause. */
const isStatement = (sentence: string): boolean =>
  commas(sentence) >= 3 ||
  (commas(sentence) >= 1 && sentence.length > 44) ||
  /\d+(?:\.\d+)?(?:万|亿|余)?(?:元|人|名|所|%|次|个|项|家|件|份|台|套|平方米)/.test(sentence);

const afterStop = (words: string, end: number): number =>
  end + (/^[。．.：:]?/.exec(words.slice(end))?.[0].length ?? 0);

const SHORTEST_KNOWN = 5;

/** The longest heading of the checklist with which the words begin, punctuation aside. */
function knownEnd(words: string, known: ReadonlySet<string>): number | undefined {
  let letters = "";
  let best: number | undefined;
  for (let place = 0; place < Math.min(words.length, LONGEST + 16); place++) {
    const character = words.charAt(place);
    if (SKIPPED.test(character)) continue;
    letters += character;
    if (letters.length >= SHORTEST_KNOWN && known.has(letters)) best = place + 1;
  }
  if (best === undefined) return undefined;
  // a closing mark belongs to the heading: “两个只增不减”
  return best + (/^[”’）)》]+/.exec(words.slice(best))?.[0].length ?? 0);
}
