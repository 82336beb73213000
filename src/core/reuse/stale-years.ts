import { spelledYear, spellYear } from "#core/reuse/chinese-number.ts";
import { around, type Span, sentencesOf } from "#core/reuse/sentences.ts";

/** A year, or several, that the text names. */
export interface NamedYears extends Span {
  kind: "year" | "range";
  from: number;
  to: number;
  /** the same words for a report so many years later; undefined = the sense is not certain */
  shifted: ((by: number) => string) | undefined;
}

const ARABIC = "(?:(?:19|20)\\d{2})";
const SPELT = "[一二][〇零九][〇零一二三四五六七八九]{2}";
const YEAR = `(?:${ARABIC}|${SPELT})`;
/** 2021—2022年, 2021至2022学年, 2021、2022两年, 2021年和2022年 */
const RANGE = new RegExp(
  `(?<![\\d.])(${YEAR})年?\\s*(?:[—–\\-－~～至到、和及]|——)\\s*(${YEAR})(?!\\d)(?:学年|年度|年|两年)?`,
  "g",
);
const SINGLE = new RegExp(`(?<![\\d.])(${YEAR})(?=\\s*(?:学年|年))`, "g");

/** What makes a year the name of the period that a report is about, so that next year's report says the next one. */
const PERIOD_AFTER =
  /^(?:学年|年度|年|两年)?(?:度|学年)?(?:以来|期间|全年|(?:年)?底|末|履行教育职责|教育履职|自评|自查|履职)/;
const PERIOD_NOUN = /(?:两年|学年|年度)$/;
/** A year and a month or day: something happened then, and will not have happened a year later. */
const DATED = /^年\s*\d{1,2}\s*月/;

const FIGURE = /(?<![〔[（(\d.])\d+(?:\.\d+)?\s*(?!年|学年|月|日|号|周年|[—–\-－~～]\s*\d{4}|\d)/;
const QUOTED_ANY = /\{\{[^{}\n]{1,80}\}\}/;
/** Something that was done in one year is not done again in the next. */
const EVENT =
  /印发|出台|制定|发布|颁布|施行|召开|举办|成立|设立|建成|竣工|投用|启用|迁建|更名|获评|获批|荣获|被评|被命名|认定|通过验收/;
const QUOTED = /\{\{[^{}\n]{1,80}\}\}/g;
const TITLES = /《[^《》]*》/g;

const yearOf = (text: string): number => (/^\d/.test(text) ? Number(text) : (spelledYear(text) ?? 0));
const written = (like: string, year: number): string => (/^\d/.test(like) ? String(year) : spellYear(year));

export function yearsIn(text: string): NamedYears[] {
  const sentences = sentencesOf(text);
  const titles = [...text.matchAll(TITLES)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const inTitle = (at: number): boolean => titles.some(({ start, end }) => start <= at && at < end);
  const certain = (start: number, end: number): boolean => {
    const sentence = around(sentences, start)?.text ?? "";
    if (inTitle(start) || DATED.test(text.slice(end, end + 12)) || holdsFigures(sentence)) return false;
    return speaksOfPeriod(text, start, end) || datesQuotedData(sentence);
  };
  const ranges = [...text.matchAll(RANGE)].map((match): NamedYears => {
    const [all, first = "", second = ""] = match;
    const span = { start: match.index, end: match.index + all.length, text: all };
    const [from, to] = [yearOf(first), yearOf(second)];
    const shift = (by: number): string =>
      `${written(first, from + by)}${all.slice(first.length, all.lastIndexOf(second))}${written(second, to + by)}${all.slice(all.lastIndexOf(second) + second.length)}`;
    return { ...span, kind: "range", from, to, shifted: certain(span.start, span.end) ? shift : undefined };
  });
  const singles = [...text.matchAll(SINGLE)]
    .filter(({ index }) => !ranges.some(({ start, end }) => start <= index && index < end))
    .map((match): NamedYears => {
      const year = yearOf(match[0]);
      const span = { start: match.index, end: match.index + match[0].length, text: match[0] };
      const shift = (by: number): string => written(match[0], year + by);
      return {
        ...span,
        kind: "year",
        from: year,
        to: year,
        shifted: certain(span.start, span.end) ? shift : undefined,
      };
    });
  return [...ranges, ...singles].sort((a, b) => a.start - b.start);
}

const speaksOfPeriod = (text: string, start: number, end: number): boolean =>
  PERIOD_AFTER.test(text.slice(end, end + 12)) || PERIOD_NOUN.test(text.slice(start, end));

/** Quoted data are this year's by themselves, and the years that go with them move on alike, unless something happened. */
const datesQuotedData = (sentence: string): boolean => QUOTED_ANY.test(sentence) && !EVENT.test(sentence);

/** A figure that was typed is last year's: under a new year the sentence would be untrue. Quoted data follow by themselves. */
const holdsFigures = (sentence: string): boolean =>
  FIGURE.test(
    sentence
      .replace(QUOTED, "")
      .replace(TITLES, "")
      .replace(new RegExp(`${YEAR}(?=年|学年|[—–\\-－~～至到、和及])`, "g"), ""),
  );
