import { Decimal } from "decimal.js";
import { decimalPlaces } from "#core/quantity/decimal-text.ts";

/**
 * A number as typed: a decimal string that keeps its displayed precision ("5.10" stays "5.10").
 * Arithmetic happens in decimal.js; 100 significant digits hold every sum, difference and product of two numbers of
 * MAX_DIGITS exactly. No float is involved.
 */
const Exact = Decimal.clone({ precision: 100, toExpNeg: -100, toExpPos: 100 });

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
