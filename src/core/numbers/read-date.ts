import type { Quantity } from "#core/numbers/quantity.ts";

const YEARS = /((?:19|20)\d\d)(?:年?[—\-~至、/])((?:19|20)\d\d)(学年|年)/y;
const YEAR = /((?:19|20)\d\d)(学年|年)(?:度)?/y;
const ISO = /((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/y;
const MONTHS = /(\d{1,2})月?[—\-~至](\d{1,2})月(?!\d{1,2}日)/y;
const MONTH = /(\d{1,2})月(?:份|底|末|初)?(?:(\d{1,2})日)?/y;
const SEASON = /(?:上半年|下半年|[一二三四]季度|前[一二三]季度|[春秋]季?)/y;

const match = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

const month = (text: string | undefined): number | undefined => {
  const value = Number(text);
  return text !== undefined && value >= 1 && value <= 12 ? value : undefined;
};

/** A date or period in digits at `at`: 2021年, 2022年1—10月, 2021—2022学年, 10月31日, 2022-11-08. */
export function readDate(text: string, at: number): Quantity | undefined {
  const found = (end: number, more: Partial<Quantity>): Quantity => ({
    kind: more.partial && more.day === undefined ? "period" : "date",
    start: at,
    end,
    at,
    value: text.slice(at, end),
    unit: "",
    bound: "=",
    spelled: false,
    ...more,
  });
  const iso = match(ISO, text, at);
  if (iso) return found(ISO.lastIndex, { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) });
  const years = match(YEARS, text, at);
  if (years) return found(YEARS.lastIndex, { year: Number(years[2]), partial: true });
  const year = match(YEAR, text, at);
  if (year) {
    const end = YEAR.lastIndex;
    const rest = readMonths(text, end);
    const partial = year[2] === "学年" || rest?.partial === true;
    return found(rest?.end ?? end, { ...rest, year: Number(year[1]), partial, end: rest?.end ?? end });
  }
  const rest = readMonths(text, at);
  return rest && /\d/.test(text.charAt(at)) ? found(rest.end, { ...rest, partial: rest.day === undefined }) : undefined;
}

interface Months {
  end: number;
  partial: boolean;
  month?: number;
  day?: number;
}

function readMonths(text: string, at: number): Months | undefined {
  const range = match(MONTHS, text, at);
  if (range && month(range[1]) && month(range[2])) return { end: MONTHS.lastIndex, partial: true };
  const one = match(MONTH, text, at);
  const number = month(one?.[1]);
  if (one && number !== undefined) {
    const end = MONTH.lastIndex;
    const day = one[2] === undefined ? undefined : Number(one[2]);
    return { end, partial: true, month: number, ...(day === undefined ? {} : { day }) };
  }
  return match(SEASON, text, at) ? { end: SEASON.lastIndex, partial: true } : undefined;
}
