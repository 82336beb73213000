import { Decimal } from "decimal.js";
import { err, ok, type Result } from "#core/result.ts";

/**
 * A number as typed: a decimal string that keeps its displayed precision ("5.10" stays "5.10").
 * Arithmetic happens in decimal.js; 100 significant digits hold every sum, difference and product of two numbers of
 * MAX_DIGITS exactly. No float is involved.
 */
const Exact = Decimal.clone({ precision: 100, toExpNeg: -100, toExpPos: 100 });

export type DecimalFault = "not-a-number" | "too-long";

export const MAX_DIGITS = 24;
const GROUPED = /^[+-]?\d{1,3}([, ])\d{3}(\1\d{3})*(\.\d+)?$/;
const PLAIN = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

const narrow = (text: string): string =>
  text
    .trim()
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．]/g, ".")
    .replace(/[，]/g, ",")
    .replace(/[－−﹣]/g, "-")
    .replace(/[＋]/g, "+")
    .replace(/[\u3000\u00a0\u2009\u202f]/g, " ")
    .replace(/^([+-]) +/, "$1");

/**
 * Reads what a person typed (full-width digits, 1,234.50, 1 234.50) into a canonical decimal string.
 * A blank that groups no thousands is refused: "12 34" is two cells pasted into one, not 1234.
 */
export function parseDecimal(text: string): Result<string, DecimalFault> {
  let typed = narrow(text);
  if (GROUPED.test(typed)) typed = typed.replace(/[, ]/g, "");
  if (!PLAIN.test(typed)) return err("not-a-number");
  const sign = typed.startsWith("-") ? "-" : "";
  const [whole = "", fraction] = typed.replace(/^[+-]/, "").split(".");
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  if (digits.length + (fraction?.length ?? 0) > MAX_DIGITS) return err("too-long");
  const value = fraction ? `${digits}.${fraction}` : digits;
  return ok(/^[0.]+$/.test(value) ? value : sign + value);
}

/** Whether the string is already what parseDecimal makes of it. */
export function isCanonicalDecimal(text: string): boolean {
  const parsed = parseDecimal(text);
  return parsed.ok && parsed.value === text;
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
  return rounded(new Exact(a).dividedBy(b), places);
}

/** Growth of `now` over `prior` in percent, rounded half up; undefined when the base is not positive. */
export function growthPercent(now: string, prior: string, places = 2): string | undefined {
  const base = new Exact(prior);
  if (base.lessThanOrEqualTo(0)) return undefined;
  return rounded(new Exact(now).minus(base).dividedBy(base).times(100), places);
}

/** Half away from zero; a small negative becomes "0.00", never "-0.00". */
const rounded = (value: Decimal, places: number): string => {
  const text = value.toFixed(places, Exact.ROUND_HALF_UP);
  return /[1-9]/.test(text) ? text : text.replace("-", "");
};

/** The decimal that a JavaScript number prints as, without an exponent. */
export const decimalOfNumber = (value: number): string => new Exact(value).toFixed();

/** The number that prints as this decimal; undefined where a double can't tell it from its neighbours. */
export function numberOfDecimal(value: string): number | undefined {
  const number = Number(value);
  return compareDecimals(decimalOfNumber(number), value) === 0 ? number : undefined;
}

/** "1234567.80" → "1,234,567.80", for tables. */
export function groupDigits(value: string): string {
  const [whole = "", fraction] = value.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
