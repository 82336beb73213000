import { decimalOfNumber, divideDecimals, multiplyDecimals } from "#core/quantity/decimal.ts";
import { groupDigits } from "#core/quantity/decimal-text.ts";

/** Formats that Excel knows by number; dates follow the Chinese ones. */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  9: "0%",
  10: "0.00%",
  14: "yyyy/m/d",
  15: "yyyy/m/d",
  16: "m/d",
  17: "yyyy/m",
  18: "h:mm",
  19: "h:mm:ss",
  20: "h:mm",
  21: "h:mm:ss",
  22: "yyyy/m/d h:mm",
  27: "yyyy年m月",
  28: "m月d日",
  29: "m月d日",
  30: "yyyy/m/d",
  31: "yyyy年m月d日",
  32: "h:mm",
  33: "h:mm:ss",
  37: "#,##0",
  38: "#,##0",
  39: "#,##0.00",
  40: "#,##0.00",
  45: "mm:ss",
  46: "h:mm:ss",
  47: "mm:ss",
  50: "yyyy年m月",
  51: "m月d日",
  57: "yyyy年m月",
  58: "m月d日",
};

export const builtInFormat = (id: number): string => BUILT_IN[id] ?? "General";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Quoted words, escaped characters, colours, conditions: not part of the pattern. */
const LITERALS = /"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g;

/**
 * A stored number as the sheet shows it, near enough to be read: dates, percentages, thousands and decimals. Anything
 * else stays the number that is stored.
 */
export function displayNumber(raw: string, format: string, from1904: boolean): string {
  if (!NUMBER.test(raw)) return raw;
  const value = Number(raw);
  if (!Number.isFinite(value) || Math.abs(value) >= 1e21) return raw;
  const [positive = "", negative] = format.split(";");
  const pattern = (value < 0 ? (negative ?? positive) : positive).replace(LITERALS, "");
  if (/[ymdhs]/i.test(pattern) && !/[0#]/.test(pattern)) return displayDate(value, pattern, from1904) ?? raw;
  // fifteen digits are what a double keeps; Excel shows no more either
  const exact = decimalOfNumber(Number(value.toPrecision(15)));
  const places = /[0#?]\.([0#?]+)/.exec(pattern)?.[1]?.length ?? 0;
  if (pattern.includes("%")) return `${divideDecimals(multiplyDecimals(exact, "100"), "1", places) ?? raw}%`;
  if (!/[0#]/.test(pattern) || /[e/]/i.test(pattern)) return exact;
  const shown = divideDecimals(exact, "1", places) ?? exact;
  return pattern.includes(",") ? groupDigits(shown) : shown;
}

const DAY_MS = 86_400_000;

/** A count of days since the end of 1899, or since 1904 began. */
function displayDate(value: number, pattern: string, from1904: boolean): string | undefined {
  if (value < 0 || value > 2_958_466) return undefined;
  // Excel counts a 29 February 1900 that never was
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : value < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  const moment = new Date(Math.round((epoch + value * DAY_MS) / 1000) * 1000).toISOString();
  const [year = "", month = "", day = ""] = moment.slice(0, 10).split("-");
  const time = moment.slice(11, /s/i.test(pattern) ? 19 : 16);
  const hasTime = /[hs]/i.test(pattern);
  if (!/[yd]/i.test(pattern) && hasTime) return time;
  const parts = [
    /y/i.test(pattern) ? `${year}年` : "",
    /m/i.test(pattern) ? `${Number(month)}月` : "",
    /d/i.test(pattern) ? `${Number(day)}日` : "",
  ];
  return `${parts.join("")}${hasTime ? ` ${time}` : ""}`;
}
