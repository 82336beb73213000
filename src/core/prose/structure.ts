import type { TextFinding } from "#core/prose/finding.ts";
import { chineseNumeral } from "#core/template/outline.ts";

const CHINESE: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 99 }, (_, index) => [chineseNumeral(index + 1), index + 1]),
);

interface Level {
  pattern: RegExp;
  /** as it stands in front of a heading */
  written: (number: number) => string;
}

const LEVELS: readonly Level[] = [
  { pattern: /^([一二三四五六七八九十]{1,3})、/, written: (number) => `${chineseNumeral(number)}、` },
  { pattern: /^[（(]([一二三四五六七八九十]{1,3})[）)]/, written: (number) => `（${chineseNumeral(number)}）` },
  { pattern: /^(\d{1,3})[.．](?!\d)/, written: (number) => `${number}.` },
];
const ANNEX = /^附件\s?\d{0,2}\s?(?:$|[:：])/;
/** A paragraph of this length does not stand in a report twice on purpose. */
const LONG = 40;

/** What the order of the paragraphs shows, by paragraph: a number left out or used twice, a paragraph pasted twice. */
export function structureFindings(texts: readonly string[]): Map<number, TextFinding[]> {
  const found = new Map<number, TextFinding[]>();
  const add = (paragraph: number, finding: TextFinding): void => {
    found.set(paragraph, [...(found.get(paragraph) ?? []), finding]);
  };
  const last: (number | undefined)[] = [];
  const seen = new Map<string, number>();
  let annexed = false;
  for (const [paragraph, text] of texts.entries()) {
    // tables and lists behind the report are numbered in their own ways
    annexed ||= ANNEX.test(text);
    const row = text.includes("|") || text.includes("\t");
    const finding = annexed || row ? undefined : numberingFinding(text, last);
    if (finding) add(paragraph, finding);
    if (row || text.length < LONG) continue;
    const first = seen.get(text);
    if (first === undefined) seen.set(text, paragraph);
    else add(paragraph, repeated(text, first));
  }
  return found;
}

/** `last` holds the number that each level has reached. Numbers of the third level may run on through the sections. */
function numberingFinding(text: string, last: (number | undefined)[]): TextFinding | undefined {
  const level = LEVELS.findIndex(({ pattern }) => pattern.test(text));
  const marker = LEVELS[level]?.pattern.exec(text);
  const written = LEVELS[level]?.written;
  if (!marker?.[1] || !written) return undefined;
  const number = level === 2 ? Number(marker[1]) : CHINESE.get(marker[1]);
  if (number === undefined) return undefined;
  const before = last[level];
  last[level] = number;
  // in a new chapter counting begins anew; below a new section it may go on
  if (level === 0) last.length = 1;
  if (before === undefined || number === 1 || number === before + 1) return undefined;
  const quote = marker[0];
  return {
    code: "text.numbering",
    severity: "notice",
    quote,
    start: 0,
    end: quote.length,
    message: `序号“${quote}”不连续，前一个是“${written(before)}”，请核对是否漏号或重号`,
  };
}

const repeated = (text: string, first: number): TextFinding => ({
  code: "text.repeated-paragraph",
  severity: "warning",
  quote: text.slice(0, LONG),
  start: 0,
  end: LONG,
  message: `“${text.slice(0, 20)}……”整段重复，与前文第${first + 1}段相同，请删去一处`,
});
