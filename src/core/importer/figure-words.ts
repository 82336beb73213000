import { isCriterion, type RawFigure } from "#core/importer/raw-figure.ts";
import { pairsOf } from "#core/importer/similarity.ts";

/** Words near a figure, and how much they say of it. */
export interface Near {
  text: string;
  strength: number;
}

/** Words on one side of a figure: up to the nearest mark, and beyond it. */
export interface Words {
  own: string;
  rest: string;
}

const MARKS = /[,;:。()!?\n]/;
/** words farther away are of no use */
export const REACH = 60;
const ADJACENT = 3;

/** The words up to the last mark, and those before it up to the last figure. */
export function wordsBefore(text: string, from: number, to: number): Words {
  const start = backTo(text, from, to, (mark) => MARKS.test(mark) || mark === "、");
  // a mark right before the figure parts nothing from it: 课后服务经费（12万元）
  const wide = to - start < ADJACENT && start > from;
  const own = wide ? backTo(text, from, start - 1, (mark) => MARKS.test(mark)) : start;
  return { own: text.slice(own, to), rest: text.slice(Math.max(from, own - REACH), own) };
}

function backTo(text: string, from: number, to: number, ends: (mark: string) => boolean): number {
  let start = to;
  while (start > from && !ends(text.charAt(start - 1))) start -= 1;
  return start;
}

export function wordsAfter(text: string, from: number, to: number): Words {
  let end = from;
  while (end < to && !MARKS.test(text.charAt(end)) && text.charAt(end) !== "、") end += 1;
  return { own: text.slice(from, end), rest: text.slice(end, Math.min(to, end + REACH)) };
}

/** Where the words in front of a figure begin: behind the last figure, unless that only says which things are meant. */
export function headStart(text: string, start: number, raws: readonly RawFigure[], place: number): number {
  const before = raws[place - 1];
  if (!before) return start;
  return isCriterion(text, before) ? headStart(text, start, raws, place - 1) : before.end;
}

/** 其中2021年7217万元: nothing of its own but the period, so the subject before it holds. */
const BARE_HEAD = /^(?:其中|其|[:,、(]|(?:19|20)\d{2}年?度?|[本上今去当]年度?|\d{1,2}月|[至和及—]|为|约|各|又)*$/;
const SUBJECT_HOLDS = 0.88;
const SUBJECT_PASSED = 0.62;
const FADING = 0.86;
const MOST_EARLIER = 5;

/** What was said before the figures that stand between: its subject may still hold. */
export function earlierWords(text: string, start: number, raws: readonly RawFigure[], place: number): Near[] {
  const found: Near[] = [];
  const headOf = (index: number): Words =>
    wordsBefore(text, headStart(text, start, raws, index), raws[index]?.start ?? start);
  const isBare = (index: number): boolean => BARE_HEAD.test(headOf(index).own);
  let strength = isBare(place) ? SUBJECT_HOLDS : SUBJECT_PASSED;
  for (let index = place - 1; index >= Math.max(0, place - MOST_EARLIER); index--) {
    const { own, rest } = headOf(index);
    found.push({ text: own, strength }, { text: rest, strength: strength * 0.74 });
    const raw = raws[index];
    if (raw)
      found.push({ text: wordsAfter(text, raw.end, raws[index + 1]?.start ?? raw.end).own, strength: strength * 0.8 });
    if (!isBare(index)) strength = Math.min(strength, SUBJECT_PASSED) * FADING;
  }
  return found;
}

const NOUN = 7;
/** words between a noun and its figure */
const LINKING = /(?:达到?了?|为|是|有|共计?|合计|累计|总计|约|近|超过?|不足|分别|各|均|都|至|(?<!达)到|已|[:,、(“”])+$/;

/** 有党组织35个; 近3万名学生, where nothing stands before the figure. */
export function nounAt(head: string, tail: string): string {
  const before = head.replace(LINKING, "").replace(LINKING, "");
  return pairsOf(before).length > 0 ? before.slice(-NOUN) : tail.replace(/^[^\p{Script=Han}]+/u, "").slice(0, NOUN);
}

/** 上年度 in a label is 2021年 in a report of 2022. */
export function relativeYear(named: number | undefined, year: number): string {
  if (named === year) return "本年度\n本年\n今年\n当年";
  return named === year - 1 ? "上年度\n上一年度\n上学年\n上一学年\n上年" : "";
}

const TOLD_YEAR = /((?:19|20)\d{2})年|(?<![比较同])(上一?学年|上一?年度|去年)|(?<![比较同])(本学年|本年度|今年)/g;

/** The year that the words before a figure name last, where they name it as 上一学年 or 今年. */
export function toldYear(before: string, year: number): number | undefined {
  const last = [...before.matchAll(TOLD_YEAR)].at(-1);
  if (last?.[2] !== undefined) return year - 1;
  return last?.[3] === undefined ? undefined : year;
}

/** 两年来, 2021年、2022年, 2021年秋至2022年10月: no single year */
const SPANS_YEARS = /[两三四五]年|以来|\d{4}年?[、和及至—-]\d{4}年|年[^,;。]{0,6}[至—-][^,;。]{0,14}年/;
export const spansYears = ({ own, rest }: Words): boolean => SPANS_YEARS.test(`${rest.slice(-24)}${own}`);

const TOTAL = /(?:[共合总累]计|共|总共)(?:约|近|超过?|达到?|为)?$/;
const FROM = /(?:由|从)[^,;。由从]*$/;
const TO = /^[^,;。]{0,16}(?:到|至)[^,;。\d]{0,8}$/;

/** What the place of a figure says in words that the label uses: 共 → 合计, 由12G扩至26G → 提升前, 提升后. */
export function impliedWords(text: string, raws: readonly RawFigure[], place: number, head: string): string {
  const [before, raw, next] = [raws[place - 1], raws[place], raws[place + 1]];
  const implied = TOTAL.test(head) ? ["合计", "总额", "总数", "两年合计"] : [];
  const leads = (from: RawFigure, to: RawFigure): boolean =>
    FROM.test(text.slice(Math.max(0, from.start - 24), from.start)) && TO.test(text.slice(from.end, to.start));
  if (raw && next && leads(raw, next)) implied.push("提升前", "减少前", "调整前", "清理前", "原有", "初始");
  if (raw && before && leads(before, raw)) implied.push("提升后", "减少后", "调整后", "现有");
  return implied.join("\n");
}
