import { daysBetween } from "#app/data/clock.ts";

/** 2026-11-05 → 11月5日; the year is named when it isn't this one. */
export function dayText(day: string, today: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  const short = `${Number(month)}月${Number(date)}日`;
  return year === today.slice(0, 4) ? short : `${year}年${short}`;
}

/** How far away a day is: 今天, 还有3天, 已过3天. */
export function distanceText(day: string, today: string): string {
  const days = daysBetween(today, day);
  if (days === 0) return "今天";
  return days > 0 ? `还有${days}天` : `已过${-days}天`;
}
