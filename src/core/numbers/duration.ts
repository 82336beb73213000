import type { Claim } from "#core/numbers/claim.ts";
import { claimAt, type Figure, type Sentence } from "#core/numbers/passage.ts";
import type { Quantity } from "#core/numbers/quantity.ts";
import { compareDecimals, divideDecimals } from "#core/quantity/decimal.ts";

const DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** 5月7日至5月11日（5天）: both ends count. */
export function dayRanges(sentence: Sentence): Claim[] {
  const { passage, quantities } = sentence;
  return quantities.flatMap((first, place): Claim[] => {
    const second = quantities[place + 1];
    if (!isDay(first) || !second || !isDay(second)) return [];
    if (!/^(?:至|到|—|--?|~|起至)$/.test(passage.text.slice(first.end, second.start))) return [];
    const days = daysBetween(first, second);
    if (days === undefined) return [];
    const told = sentence.figures.find(
      ({ start, unit }) => start >= second.end && start - second.end <= 8 && /^[天日]$/.test(unit),
    );
    const words = `${first.month}月${first.day}日至${second.month}月${second.day}日=${days}天`;
    if (days <= 0)
      return [
        claimAt(passage, first.start, second.end, {
          kind: "duration",
          recomputed: words,
          verdict: "inconsistent",
          note: "结束日期早于开始日期，请核对",
        }),
      ];
    const wrong = told !== undefined && told.bound === "=" && compareDecimals(told.value, String(days)) !== 0;
    // 工作日 leaves out days that a calendar has to tell
    const working = told !== undefined && /工作|个/.test(passage.text.slice(told.start, told.end + 3));
    return [
      claimAt(passage, first.start, told?.end ?? second.end, {
        kind: "duration",
        recomputed: words,
        verdict: wrong ? (working ? "unverifiable" : "inconsistent") : "consistent",
        ...(wrong ? { note: `所列日期为${days}天，正文写${told.value}${told.unit}，请核对` } : {}),
      }),
    ];
  });
}

const isDay = ({ kind, month, day }: Quantity): boolean =>
  (kind === "date" || kind === "period") && month !== undefined && day !== undefined;

function daysBetween(first: Quantity, second: Quantity): number | undefined {
  const [month, day, lastMonth, lastDay] = [first.month, first.day, second.month, second.day];
  if (month === undefined || day === undefined || lastMonth === undefined || lastDay === undefined) return undefined;
  const year = first.year ?? second.year;
  const lastYear = second.year ?? year;
  if (year === undefined || lastYear === undefined)
    return lastMonth < month ? undefined : dayOfYear(lastMonth, lastDay, 2023) - dayOfYear(month, day, 2023) + 1;
  let days = dayOfYear(lastMonth, lastDay, lastYear) - dayOfYear(month, day, year) + 1;
  for (let each = year; each < lastYear && each < year + 10; each += 1) days += isLeap(each) ? 366 : 365;
  return lastYear < year ? 0 : days;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const dayOfYear = (month: number, day: number, year: number): number =>
  DAYS_IN.slice(0, month - 1).reduce((sum, each) => sum + each, 0) + (month > 2 && isLeap(year) ? 1 : 0) + day;

const MONTH_DAYS = "30";
const FEWEST = "60";

/** 180天 is some 6个月; where both are told they must agree within a day per month. */
export function dayMonthClaims(sentence: Sentence): Claim[] {
  const { figures, passage } = sentence;
  return figures.flatMap((days): Claim[] => {
    if (days.unit !== "天" || days.spelled || days.value.includes(".") || compareDecimals(days.value, FEWEST) < 0)
      return [];
    const months = divideDecimals(days.value, MONTH_DAYS, 2);
    if (months === undefined) return [];
    const told = figures.find(
      (each) => each.unit === "个月" && Math.abs(each.index - days.index) === 1 && restates(sentence, each, days),
    );
    const whole = /\.00$/.test(months);
    if (!told && (!whole || !/实习|实训|跟岗|培训|时间|时长|期/.test(days.head))) return [];
    const gap = told ? divideDecimals(days.value, told.value, 2) : MONTH_DAYS;
    const fits = gap !== undefined && compareDecimals(gap, "28") >= 0 && compareDecimals(gap, "31") <= 0;
    return [
      claimAt(passage, days.start - days.head.length, Math.max(days.end, told?.end ?? 0), {
        kind: "duration",
        recomputed: `${days.value}÷30=${months.replace(/\.?0+$/, "")}个月`,
        verdict: fits ? "consistent" : "inconsistent",
        ...(told && !fits ? { note: `${days.value}天与${told.value}个月不相当，请核对` } : {}),
      }),
    ];
  });
}

/** 180天（6个月）, 6个月（180天）, 6个月即180天 */
function restates({ passage }: Sentence, a: Figure, b: Figure): boolean {
  const [first, second] = a.start < b.start ? [a, b] : [b, a];
  return /^[(]?(?:即|约|也就是|共|合计)?[(]?$/.test(passage.text.slice(first.end, second.start));
}
