import { Decimal } from "decimal.js";
import { err, ok, type Result } from "#core/result.ts";

/**
 * A number as typed: a decimal string that keeps its displayed precision ("5.10" stays "5.10").
 * Arithmetic happens in decimal.js at 40 significant digits; no float is involved.
 */
const Exact = Decimal.clone({ precision: 40, toExpNeg: -40, toExpPos: 40 });

export type DecimalFault = "not-a-number" | "too-long";

const MAX_DIGITS = 24;
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const PLAIN = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

const narrow = (text: string): string =>
  text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．]/g, ".")
    .replace(/[，]/g, ",")
    .replace(/[－−﹣]/g, "-")
    .replace(/[＋]/g, "+")
    .replace(/[\s\u3000\u00a0]/g, "");

/** Reads what a person typed (full-width digits, 1,234.50, spaces) into a canonical decimal string. */
export function parseDecimal(text: string): Result<string, DecimalFault> {
  let typed = narrow(text);
  if (GROUPED.test(typed)) typed = typed.replaceAll(",", "");
  if (!PLAIN.test(typed)) return err("not-a-number");
  const sign = typed.startsWith("-") ? "-" : "";
  const [whole = "", fraction] = typed.replace(/^[+-]/, "").split(".");
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  if (digits.length + (fraction?.length ?? 0) > MAX_DIGITS) return err("too-long");
  const value = fraction ? `${digits}.${fraction}` : digits;
  return ok(/^[0.]+$/.test(value) ? value : sign + value);
}

/** Digits after the point, as displayed: "5.10" has 2. */
export const decimalPlaces = (value: string): number => value.split(".")[1]?.length ?? 0;

export const compareDecimals = (a: string, b: string): -1 | 0 | 1 =>
  new Exact(a).comparedTo(new Exact(b)) as -1 | 0 | 1;

export const addDecimals = (values: readonly string[]): string =>
  values.reduce((sum, value) => sum.plus(value), new Exact(0)).toFixed();

/** a − b, shown with the finer precision of the two. */
export const subtractDecimals = (a: string, b: string): string =>
  new Exact(a).minus(b).toFixed(Math.max(decimalPlaces(a), decimalPlaces(b)));

export const multiplyDecimals = (a: string, b: string): string => new Exact(a).times(b).toFixed();

/** a ÷ b rounded half up to `places`; undefined when b is zero. */
export function divideDecimals(a: string, b: string, places: number): string | undefined {
  if (new Exact(b).isZero()) return undefined;
  return new Exact(a).dividedBy(b).toFixed(places, Exact.ROUND_HALF_UP);
}

/** Growth of `now` over `prior` in percent, rounded half up; undefined when the base is not positive. */
export function growthPercent(now: string, prior: string, places = 2): string | undefined {
  const base = new Exact(prior);
  if (base.lessThanOrEqualTo(0)) return undefined;
  return new Exact(now).minus(base).dividedBy(base).times(100).toFixed(places, Exact.ROUND_HALF_UP);
}

/** "1234567.80" → "1,234,567.80", for tables. */
export function groupDigits(value: string): string {
  const [whole = "", fraction] = value.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
