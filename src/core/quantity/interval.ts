import {
  addDecimals,
  compareDecimals,
  decimalPlaces,
  divideDecimals,
  multiplyDecimals,
  subtractDecimals,
} from "#core/quantity/decimal.ts";

/** Where a true figure lies, both ends included; decimal strings. */
export interface Interval {
  from: string;
  to: string;
}

/** Digits after the point of a computed end: far beyond what anybody displays. */
const PLACES = 24;
const LAST_PLACE = `0.${"0".repeat(PLACES - 1)}1`;

export const exactly = (value: string): Interval => ({ from: value, to: value });

/** What a displayed figure may stand for: half of its last digit more or less. */
export function displayedAs(value: string): Interval {
  const places = decimalPlaces(value);
  const half = places === 0 ? "0.5" : `0.${"0".repeat(places)}5`;
  return { from: subtractDecimals(value, half), to: addDecimals([value, half]) };
}

export const sumOf = (all: readonly Interval[]): Interval => ({
  from: addDecimals(all.map(({ from }) => from)),
  to: addDecimals(all.map(({ to }) => to)),
});

/** Ends multiplied by a positive factor. */
export const scaled = ({ from, to }: Interval, factor: string): Interval => ({
  from: multiplyDecimals(from, factor),
  to: multiplyDecimals(to, factor),
});

/** a ÷ b for figures that are not negative; undefined where b may be zero. */
export function quotientOf(a: Interval, b: Interval): Interval | undefined {
  if (compareDecimals(b.from, "0") <= 0) return undefined;
  const from = divideDecimals(a.from, b.to, PLACES);
  const to = divideDecimals(a.to, b.from, PLACES);
  if (from === undefined || to === undefined) return undefined;
  // the ends are rounded: a last place more on either side keeps the true quotient inside
  return { from: subtractDecimals(from, LAST_PLACE), to: addDecimals([to, LAST_PLACE]) };
}

export const overlap = (a: Interval, b: Interval): boolean =>
  compareDecimals(a.from, b.to) <= 0 && compareDecimals(b.from, a.to) <= 0;
