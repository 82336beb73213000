import { mayBreak } from "#report/layout/kinsoku.ts";

/** A particle that looks lost at the start of a line, and words that look cut off at the end of one. */
const WEAK_START = /^[的和与及或等了地得]/u;
const WEAK_END = /(关于|对于|和|与|及|或|在|为|于)$/u;
const WEAK_COST = 9;
/** A shorter line under a longer one is the usual shape; the reverse is allowed. */
const RISING_COST = 1;
/** A title that needs more lines than any title has is not worth a search. */
const MOST_BALANCED = 10;
const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/**
 * Breaks a title into as few lines as hold it, balanced, between words, and never with a single character on a line.
 * `capacity` counts full-width characters; a Latin letter or digit takes half a place.
 */
export function titleLines(title: string, capacity: number): string[] {
  return title.split("\n").flatMap((line) => balance(line.trim(), capacity));
}

function balance(title: string, capacity: number): string[] {
  const count = Math.ceil(columns(title) / capacity);
  if (count <= 1) return [title];
  if (count > MOST_BALANCED) return hardBreak(title, capacity);
  const words = unbreakable(title);
  for (let lines = count; lines <= words.length; lines += 1) {
    const best = cheapest(words, lines, capacity, columns(title) / lines);
    if (best) return best;
  }
  return hardBreak(title, capacity);
}

/** Places that a text takes: 1 for a full-width character, ½ for ASCII. */
export function columns(text: string): number {
  let sum = 0;
  for (const character of text) sum += character >= " " && character <= "~" ? 0.5 : 1;
  return sum;
}

/** Words, with the punctuation and the unit (2022年) that belong to them. */
function unbreakable(title: string): string[] {
  const words: string[] = [];
  for (const { segment } of segmenter.segment(title)) {
    const last = words.at(-1);
    if (last === undefined || mayPart(last, segment)) words.push(segment);
    else words[words.length - 1] = last + segment;
  }
  return words;
}

const mayPart = (word: string, next: string): boolean =>
  !/\d$/.test(word) && mayBreak([...word].at(-1) ?? "", [...next][0] ?? "");

interface Layout {
  lines: string[];
  cost: number;
}

/** The cheapest way to set words[from…] in `lines` lines. */
function cheapest(words: readonly string[], lines: number, capacity: number, ideal: number): string[] | undefined {
  const known = new Map<string, Layout | undefined>();
  const solve = (from: number, left: number): Layout | undefined => {
    const key = `${from}/${left}`;
    if (!known.has(key)) known.set(key, search(from, left));
    return known.get(key);
  };
  const search = (from: number, left: number): Layout | undefined => {
    let best: Layout | undefined;
    const stop = words.length - left + 1;
    for (let to = left === 1 ? stop : from + 1; to <= stop; to += 1) {
      const line = words.slice(from, to).join("").trim();
      if (columns(line) > capacity) break;
      if ([...line].length < 2) continue;
      const rest: Layout | undefined = left === 1 ? { lines: [], cost: 0 } : solve(to, left - 1);
      if (!rest) continue;
      const cost = rest.cost + lineCost(line, rest.lines[0], ideal);
      if (!best || cost < best.cost) best = { lines: [line, ...rest.lines], cost };
    }
    return best;
  };
  return solve(0, lines)?.lines;
}

function lineCost(line: string, next: string | undefined, ideal: number): number {
  const imbalance = (columns(line) - ideal) ** 2;
  const weak = (WEAK_START.test(line) ? WEAK_COST : 0) + (next !== undefined && WEAK_END.test(line) ? WEAK_COST : 0);
  const rising = next !== undefined && columns(next) > columns(line) ? RISING_COST : 0;
  return imbalance + weak + rising;
}

/** A title of one word longer than a line. */
function hardBreak(title: string, capacity: number): string[] {
  const characters = [...title];
  const count = Math.ceil(characters.length / capacity);
  const each = Math.ceil(characters.length / count);
  return Array.from({ length: count }, (_, index) => characters.slice(index * each, (index + 1) * each).join(""));
}
