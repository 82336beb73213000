import type { Claim } from "#core/numbers/claim.ts";
import { foldWidth } from "#core/numbers/fold.ts";
import { quantitiesOf } from "#core/numbers/quantities.ts";
import type { Quantity } from "#core/numbers/quantity.ts";
import { readThrough } from "#core/prose/repair.ts";
import { type Span, scaleSpan, spanOf } from "#core/quantity/interval.ts";
import { isExactCount } from "#core/quantity/measure.ts";
import { parseUnit } from "#core/quantity/unit.ts";

export interface Paragraph {
  text: string;
  /** number of the heading that it stands under, e.g. 5 or 二（三） */
  item?: string;
}

/** A figure with the words around it. */
export interface Figure extends Quantity {
  kind: "amount";
  /** the sentence and the place in its list of figures */
  index: number;
  /** words from the last mark or figure up to this one, and from this one to the next */
  head: string;
  tail: string;
  /** nesting in parentheses, and the number of the parenthesis */
  depth: number;
  group: number;
  /** clauses are parted by commas, blocks by semicolons */
  clause: number;
  block: number;
  /** where the true figure lies, in the unit without its scale */
  span: Span;
  /** the last year named before it in the paragraph, and whether only a part of it is meant */
  year: number | undefined;
  partial: boolean;
}

export interface Sentence {
  passage: Passage;
  start: number;
  end: number;
  text: string;
  figures: Figure[];
  /** everything that was read, with dates, ranges and labels */
  quantities: Quantity[];
}

/** A paragraph as it is read: repaired, folded, cut into sentences. */
export interface Passage {
  index: number;
  item: string | undefined;
  text: string;
  original: string;
  at: (position: number) => number;
  sentences: Sentence[];
}

const STOP = /[。!?\n]/g;
const STOPS = /[。!?\n]/;
const MARK = /[,;:。、()“”《》!?\n]/;
/** no sentence is longer or holds more figures: what does is cut, so that time grows with the text and not faster */
const LONGEST = 4000;
const MOST_FIGURES = 120;
/** words beyond this are of no use and cost time */
const REACH = 40;

export function passageOf({ text: original, item }: Paragraph, index: number): Passage {
  const { text: read, at } = readThrough(original);
  const text = foldWidth(read);
  const passage: Passage = { index, item, text, original, at, sentences: [] };
  const quantities = quantitiesOf(text);
  let next = 0;
  let start = 0;
  const when: When = { year: undefined, partial: false };
  for (const end of endsOf(text, quantities)) {
    if (end <= start) continue;
    const own: Quantity[] = [];
    for (let each = quantities[next]; each !== undefined && each.start < end; each = quantities[next]) {
      own.push(each);
      next += 1;
    }
    passage.sentences.push(sentenceOf(passage, start, end, own, when));
    start = end;
  }
  return passage;
}

function endsOf(text: string, quantities: readonly Quantity[]): number[] {
  const ends = [...text.matchAll(STOP)].map((stop) => stop.index + 1);
  let cut = LONGEST;
  for (const { start, end } of quantities) {
    for (; cut <= start; cut += LONGEST) ends.push(cut);
    if (cut < end) {
      ends.push(end);
      cut += LONGEST;
    }
  }
  for (; cut < text.length; cut += LONGEST) ends.push(cut);
  for (let place = MOST_FIGURES; place < quantities.length; place += MOST_FIGURES) {
    const first = quantities[place - MOST_FIGURES];
    const last = quantities[place];
    if (first && last && last.start - first.start < LONGEST && !STOPS.test(text.slice(first.start, last.start)))
      ends.push(last.start);
  }
  return [...ends, text.length].sort((a, b) => a - b);
}

interface When {
  year: number | undefined;
  partial: boolean;
}

function sentenceOf(passage: Passage, start: number, end: number, quantities: Quantity[], when: When): Sentence {
  const { text } = passage;
  const sentence: Sentence = { passage, start, end, text: text.slice(start, end), figures: [], quantities };
  const walk = { at: start, depth: 0, group: 0, groups: 0, clause: 0, block: 0 };
  const enclosing: number[] = [];
  const advance = (to: number): void => {
    for (; walk.at < to; walk.at += 1) {
      const mark = text.charAt(walk.at);
      if (mark === "(") {
        enclosing.push(walk.group);
        walk.groups += 1;
        walk.group = walk.groups;
        walk.depth += 1;
      } else if (mark === ")") {
        walk.group = enclosing.pop() ?? 0;
        walk.depth = enclosing.length;
      } else if (mark === "," || mark === ":") walk.clause += 1;
      else if (mark === ";") {
        walk.clause += 1;
        walk.block += 1;
      }
    }
  };
  let before = start;
  for (const [place, quantity] of quantities.entries()) {
    advance(quantity.start);
    note(when, quantity, text);
    if (quantity.kind !== "amount") continue;
    const after = Math.min(following(quantities, place)?.start ?? end, end);
    sentence.figures.push({
      ...quantity,
      kind: "amount",
      index: sentence.figures.length,
      head: headOf(text, Math.max(before, quantity.start - REACH), quantity.start),
      tail: tailOf(text, quantity.end, Math.min(after, quantity.end + REACH)),
      depth: walk.depth,
      group: walk.group,
      clause: walk.clause,
      block: walk.block,
      span: spanOfQuantity(quantity),
      year: when.year,
      partial: when.partial,
    });
    // 九年一贯制学校8所: a number in characters is mostly part of a name
    if (!quantity.spelled) before = quantity.end;
  }
  return sentence;
}

function following(quantities: readonly Quantity[], place: number): Quantity | undefined {
  for (let index = place + 1; index < quantities.length; index += 1)
    if (quantities[index]?.kind === "amount") return quantities[index];
  return undefined;
}

/** A named year holds until the next one; 比2020年的 is a comparison and names no period of what follows. */
function note(when: When, quantity: Quantity, text: string): void {
  if (quantity.kind !== "date" && quantity.kind !== "period") return;
  if (/[比较]$/.test(text.slice(Math.max(0, quantity.start - 2), quantity.start))) return;
  if (quantity.year !== undefined) {
    when.year = quantity.year;
    when.partial = quantity.partial === true;
  } else if (quantity.partial) when.partial = true;
}

function headOf(text: string, from: number, to: number): string {
  let start = to;
  while (start > from && !MARK.test(text.charAt(start - 1))) start -= 1;
  return text.slice(start, to);
}

function tailOf(text: string, from: number, to: number): string {
  let end = from;
  while (end < to && !MARK.test(text.charAt(end))) end += 1;
  return text.slice(from, end);
}

export function spanOfQuantity({ value, unit, bound }: Quantity): Span {
  const { scale } = parseUnit(unit);
  return scaleSpan(spanOf(value, bound, isExactCount(value, unit)), scale);
}

export type ClaimBody = Omit<Claim, "quote" | "paragraph" | "start" | "end" | "item">;

/** A claim on the words between two places of the repaired text. */
export function claimAt({ index, item, original, at }: Passage, from: number, to: number, body: ClaimBody): Claim {
  const start = at(from);
  const end = Math.max(at(to), start);
  return {
    ...body,
    quote: original.slice(start, end),
    paragraph: index,
    start,
    end,
    ...(item === undefined ? {} : { item }),
  };
}
