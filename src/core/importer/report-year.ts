const PLAN = /((?:19|20)\d{2})年度?(?:对|开展对)[^。；;]{0,30}?(?:评价|督导|考核|自评)/;
/** ２０２２年 as 2022年 */
const narrow = (text: string): string =>
  text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
const TITLE = /((?:19|20)\d{2})年?度?(?!年?\d)(?!年?以来)/;

/**
 * The year that a report was written for: that of the plan which it answers, else of its making, else of its title.
 * A report of spring 2024 on “2023年履行教育职责” belongs to the round of 2024.
 */
export function yearOfReport({
  title,
  prose,
  days,
}: {
  title: string;
  prose: string;
  days: readonly string[];
}): number | undefined {
  const day = days.find((each) => /^\d{4}-/.test(each));
  const year = PLAN.exec(narrow(prose))?.[1] ?? day?.slice(0, 4) ?? TITLE.exec(narrow(title))?.[1];
  return year === undefined ? undefined : Number(year);
}
