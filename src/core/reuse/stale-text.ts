import { spellYear } from "#core/reuse/chinese-number.ts";
import { paragraphsOf, plainWords, type Span } from "#core/reuse/sentences.ts";
import { slogansIn } from "#core/reuse/slogans.ts";
import { yearsIn } from "#core/reuse/stale-years.ts";
import { unchangedIn } from "#core/reuse/unchanged.ts";

export const STALE_KINDS = ["year", "range", "document", "relative", "slogan", "paragraph", "figures"] as const;
export type StaleKind = (typeof STALE_KINDS)[number];

/** Something in a text from an earlier year that may no longer be so. */
export interface StaleRemark extends Span {
  kind: StaleKind;
  message: string;
  /** what to put there instead, where that is certain */
  replacement: string | undefined;
}

export interface TakenOver {
  /** the text as it was taken over */
  was: string;
  /** the report year that it was written for, and the one that it stands in now */
  year: number;
  into: number;
}

/** Long enough to say something. */
const MIN_PARAGRAPH = 10;
const QUOTED = /\{\{[^{}\n]{1,80}\}\}/g;
const DOCUMENT =
  /[\p{Script=Han}A-Za-z]{0,10}(?:[〔[（(﹝［【]\s*((?:19|20)\d{2})\s*[〕\]）)﹞］】]?\s*第?\d{1,5}|((?:19|20)\d{2})\d{1,4})\s*号/gu;
const LEAD_IN =
  /^.*?(?:按照|根据|依据|依照|印发|关于|通过|贯彻|落实|对照|以|按|的|和|及|与)(?=[\p{Script=Han}A-Za-z]{2})/u;
const RELATIVE = /今年以来|年初以来|今年|去年|明年|(?:今年|去年)?[上下]半年|本学[期年]/g;
const FIGURE =
  /(?<![\d.〔[（(]|[A-Za-z])\d+(?:[,，]\d{3})*(?:\.\d+)?(?:余|多)?(?:[%％‰]|个百分点|[万亿]?[\p{Script=Han}])/gu;
/** A number and one of these is a date, a place in an order or a name, not a quantity. */
const NO_QUANTITY = /(?:年|月|日|号|届|周年|章|条|款|版|期|季)$/u;
const SHOWN_FIGURES = 6;
const SHOWN_WORDS = 12;

/** Years of last year, its document numbers, words that meant last year, its slogans, and what nobody has touched. */
export function staleRemarks(text: string, taken: TakenOver): StaleRemark[] {
  // what was written for this very year is not stale
  if (taken.year >= taken.into) return [];
  const unchanged = unchangedIn(text, taken.was);
  const quoted = [...text.matchAll(QUOTED)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const counts = (span: Pick<Span, "start" | "end">): boolean =>
    unchanged(span) && !quoted.some(({ start, end }) => start <= span.start && span.start < end);
  const documents = staleDocuments(text, taken).filter(counts);
  const inDocument = ({ start }: Span): boolean => documents.some((each) => each.start <= start && start < each.end);
  return [
    ...staleYears(text, taken).filter((each) => counts(each) && !inDocument(each)),
    ...documents,
    ...staleWords(text, taken).filter(counts),
    ...staleSlogans(text, taken).filter(counts),
    ...untouchedParagraphs(text, taken),
    ...untouchedFigures(text, taken, counts),
  ].sort((a, b) => a.start - b.start);
}

function staleYears(text: string, { year, into }: TakenOver): StaleRemark[] {
  const by = into - year;
  return yearsIn(text).flatMap((named): StaleRemark[] => {
    const { kind, from, to, start, end, shifted } = named;
    // a range that ends later is a plan; a year long past is history, unless something is compared with it
    const compared = /[比较与同]$/.test(text.slice(0, start).trimEnd());
    const own = to === year || to === year - 1 || (compared && to === year - 2);
    if (!own || by <= 0) return [];
    const said = kind === "range" ? named.text : `${named.text}年`;
    return [
      {
        kind,
        start,
        end,
        text: named.text,
        replacement: shifted?.(by),
        message: `“${said}”是${year}年报告的说法，请核对是否应为${shiftedText(from, to, by, named.text)}`,
      },
    ];
  });
}

const shiftedText = (from: number, to: number, by: number, like: string): string => {
  const write = (year: number): string => (/\d/.test(like) ? String(year) : spellYear(year));
  return from === to ? `${write(to + by)}年` : `${write(from + by)}—${write(to + by)}年`;
};

function staleDocuments(text: string, { year }: TakenOver): StaleRemark[] {
  return [...text.matchAll(DOCUMENT)].flatMap((match): StaleRemark[] => {
    const issued = Number(match[1] ?? match[2]);
    if (issued !== year && issued !== year - 1) return [];
    const number = match[0].replace(LEAD_IN, "");
    const end = match.index + match[0].length;
    return [
      {
        kind: "document",
        start: end - number.length,
        end,
        text: number,
        replacement: undefined,
        message: `“${number}”是${issued}年的文号，请核对本年度是否有新的文件`,
      },
    ];
  });
}

const staleWords = (text: string, { year, into }: TakenOver): StaleRemark[] =>
  [...text.matchAll(RELATIVE)].map((match) => ({
    kind: "relative",
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
    replacement: undefined,
    message: `“${match[0]}”原指${year}年前后的情况，请按${into}年的实际改写`,
  }));

const staleSlogans = (text: string, taken: TakenOver): StaleRemark[] =>
  slogansIn(text).flatMap(({ year, ...span }): StaleRemark[] =>
    year > taken.year
      ? []
      : [
          {
            kind: "slogan",
            ...span,
            replacement: undefined,
            message: `“${span.text}”是${year}年的提法，请改写或删去`,
          },
        ],
  );

const beginning = ({ text }: Span): string => {
  const words = text.trim();
  return `“${words.slice(0, SHOWN_WORDS)}${words.length > SHOWN_WORDS ? "……" : ""}”`;
};

/** One remark for all of them: they are settled by one rewriting, or by one explanation. */
function untouchedParagraphs(text: string, { was, year }: TakenOver): StaleRemark[] {
  const old = new Set(paragraphsOf(was).map((each) => plainWords(each.text)));
  const all = paragraphsOf(text);
  const untouched = all.filter((each) => {
    const words = plainWords(each.text);
    return words.length >= MIN_PARAGRAPH && old.has(words);
  });
  const [first, ...others] = untouched;
  if (!first) return [];
  const named =
    others.length === 0
      ? `${beginning(first)}这一段`
      : `第${untouched.map((each) => all.indexOf(each) + 1).join("、")}段（${beginning(first)}等）`;
  return [
    {
      kind: "paragraph",
      ...first,
      replacement: undefined,
      message: `${named}与${year}年完全相同，请按本年度情况修改，确实不变的请说明`,
    },
  ];
}

function untouchedFigures(text: string, { year }: TakenOver, counts: (span: Span) => boolean): StaleRemark[] {
  return paragraphsOf(text).flatMap((paragraph): StaleRemark[] => {
    const figures = figuresIn(paragraph).filter(counts);
    const [first, last] = [figures[0], figures.at(-1)];
    if (!first || !last) return [];
    return [
      {
        kind: "figures",
        start: first.start,
        end: last.end,
        text: paragraph.text,
        replacement: undefined,
        message: `${beginning(paragraph)}这一段的${listed(figures)}与${year}年相同，请逐个核对`,
      },
    ];
  });
}

const figuresIn = (paragraph: Span): Span[] =>
  [...paragraph.text.matchAll(FIGURE)]
    .filter((match) => !NO_QUANTITY.test(match[0]))
    .map((match) => ({
      start: paragraph.start + match.index,
      end: paragraph.start + match.index + match[0].length,
      text: match[0],
    }));

function listed(figures: readonly Span[]): string {
  const different = [...new Set(figures.map(({ text }) => text))];
  const shown = different.slice(0, SHOWN_FIGURES).map((text) => `“${text}”`);
  return different.length > SHOWN_FIGURES ? `${shown.join("")}等${different.length}个数字` : `${shown.join("")}`;
}
