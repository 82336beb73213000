import { readNumeral } from "#core/numbers/numeral.ts";

/** What stands in front of a heading: 一、 （一） 1. （1） ①, with its number. */
export interface Marker {
  /** 1 一、 · 2 （一） · 3 1. · 4 （1） · 5 ① */
  level: number;
  number: number;
  /** as printed */
  label: string;
}

const CHINESE = "[一二三四五六七八九十百]{1,4}";
const DIGITS = "[0-9０-９]{1,3}";
/** a title that goes on with the same kind of number is no heading: 一、二年级, 1.5亿元 */
const FORMS: readonly { level: number; form: RegExp }[] = [
  { level: 1, form: new RegExp(`^第\\s?(${CHINESE})\\s?(?:部分|章)[、:：.．]?\\s*`) },
  { level: 2, form: new RegExp(`^第\\s?(${CHINESE})\\s?节[、:：.．]?\\s*`) },
  { level: 1, form: new RegExp(`^(${CHINESE})\\s?[、．.]\\s*(?!${CHINESE}(?:年级|期|级|[、．.]))`) },
  { level: 2, form: new RegExp(`^[（(]\\s?(${CHINESE})\\s?[）)]\\s*[、．.]?\\s*`) },
  { level: 3, form: new RegExp(`^(${DIGITS})\\s?[.．、]\\s*(?![0-9０-９])`) },
  // a number that only a blank parts from a heading; rows of a table go on with figures
  { level: 3, form: /^([0-9０-９]{1,2})\s+(?=\p{Script=Han}{2}[^|\t]*$)(?!\S+(?:\s+\S{1,8}){2,}$)/u },
  { level: 5, form: new RegExp(`^第(${CHINESE})[，,、：:]\\s*`) },
  { level: 4, form: new RegExp(`^[（(]\\s?(${DIGITS})\\s?[）)]\\s*[、．.]?\\s*`) },
  { level: 5, form: new RegExp(`^(${DIGITS})\\s?[）)]\\s*`) },
];
/** One character each: ㈠ ⒈ ⑴ ①. */
const SINGLE: readonly { level: number; first: number; last: number }[] = [
  { level: 2, first: 0x3220, last: 0x3229 },
  { level: 3, first: 0x2488, last: 0x249b },
  { level: 4, first: 0x2474, last: 0x2487 },
  { level: 5, first: 0x2460, last: 0x2473 },
];

const narrow = (digits: string): string =>
  digits.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));

export const chineseNumber = (text: string): number | undefined => {
  const read = readNumeral(text, 0);
  return read?.end === text.length ? Number(read.value) : undefined;
};

export function markerOf(text: string): Marker | undefined {
  const code = text.charCodeAt(0);
  const single = SINGLE.find(({ first, last }) => code >= first && code <= last);
  if (single) {
    const label = /^.\s*/.exec(text)?.[0] ?? text.charAt(0);
    return { level: single.level, number: code - single.first + 1, label };
  }
  for (const { level, form } of FORMS) {
    const match = form.exec(text);
    if (!match) continue;
    const written = match[1] ?? "";
    const number = /[0-9０-９]/.test(written) ? Number(narrow(written)) : chineseNumber(written);
    if (number !== undefined && number > 0) return { level, number, label: match[0] };
  }
  return undefined;
}

/** A point of an enumeration in running text: 一是…；二是…。 Places are in the text. */
export interface Point {
  number: number;
  start: number;
  /** where its words begin */
  body: number;
  end: number;
}

const ORDINAL = /([一二三四五六七八九十]{1,3})(?:是|要(?=\p{Script=Han}{2}))/gu;
const NOT_BEFORE = /[第其之唯这那也还就不只都仍任某每又统如同十百]$/;
const FEWEST = 2;

/** The points of the enumeration that a paragraph holds; none where there is only one. */
export function pointsIn(text: string): Point[] {
  const found: Omit<Point, "end">[] = [];
  for (const { 0: all, 1: written = "", index } of text.matchAll(ORDINAL)) {
    const number = chineseNumber(written);
    const before = text.slice(Math.max(0, index - 2), index);
    if (number === undefined || NOT_BEFORE.test(before)) continue;
    const opens = number === 1 && (index === 0 || /[。；;：:，,、！\s]$/.test(before));
    if (opens && found.length === 0) found.push({ number, start: index, body: index + all.length });
    else if (found.length > 0 && number === found.length + 1)
      found.push({ number, start: index, body: index + all.length });
  }
  if (found.length < FEWEST) return [];
  return found.map((point, place) => ({ ...point, end: found[place + 1]?.start ?? text.length }));
}
