import type { Bound } from "#core/quantity/bound.ts";
import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  multiplyDecimals,
  subtractDecimals,
} from "#core/quantity/decimal.ts";
import { decimalPlaces } from "#core/quantity/decimal-text.ts";
import { halfUnit } from "#core/quantity/satisfies.ts";

/** Where a true figure lies; an absent end is open. Decimal strings, both ends included. */
export interface Span {
  from?: string;
  to?: string;
}

/** A span with both its ends. */
export interface Interval extends Span {
  from: string;
  to: string;
}

/** Digits after the point of a computed end: far beyond what anybody displays. */
const PLACES = 24;
const LAST_PLACE = `0.${"0".repeat(PLACES - 1)}1`;

export const exactly = (value: string): Interval => ({ from: value, to: value });

const around = (value: string, slack: string): Interval => ({
  from: subtractDecimals(value, slack),
  to: addDecimals([value, slack]),
});

/** What a displayed figure may stand for: half of its last digit more or less. */
export function displayedAs(value: string): Interval {
  const places = decimalPlaces(value);
  return around(value, places === 0 ? "0.5" : `0.${"0".repeat(places)}5`);
}

/** What a stated figure may stand for, in its own unit: hedged ones are open, or wider. */
export function spanOf(value: string, bound: Bound, exact: boolean): Span {
  switch (bound) {
    case ">":
    case ">=":
      return { from: value };
    case "<":
    case "<=":
      return { to: value };
    case "~":
      return around(value, halfUnit(value));
    case "=":
      return exact ? exactly(value) : displayedAs(value);
  }
}

const both = (
  a: string | undefined,
  b: string | undefined,
  join: (a: string, b: string) => string | undefined,
): string | undefined => (a === undefined || b === undefined ? undefined : join(a, b));

const span = (from: string | undefined, to: string | undefined): Span => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

export function addSpans(all: readonly Interval[]): Interval;
export function addSpans(all: readonly Span[]): Span;
export function addSpans(all: readonly Span[]): Span {
  return all.reduce<Span>(
    (sum, each) =>
      span(
        both(sum.from, each.from, (a, b) => addDecimals([a, b])),
        both(sum.to, each.to, (a, b) => addDecimals([a, b])),
      ),
    exactly("0"),
  );
}

export const subtractSpans = (a: Span, b: Span): Span =>
  span(both(a.from, b.to, subtractDecimals), both(a.to, b.from, subtractDecimals));

/** Ends multiplied by a positive factor. */
export function scaleSpan(given: Interval, factor: string): Interval;
export function scaleSpan(given: Span, factor: string): Span;
export function scaleSpan({ from, to }: Span, factor: string): Span {
  return span(
    from === undefined ? undefined : multiplyDecimals(from, factor),
    to === undefined ? undefined : multiplyDecimals(to, factor),
  );
}

/**
 * a ÷ b where b is positive: the ends of b are cut at zero, where the quotient has no end. The numerator may be
 * negative (a fall): then the smaller divisor makes the smaller quotient. Ends are rounded: a last place more on
 * either side keeps the true quotient inside.
 */
export function divideSpans(a: Span, b: Span): Span {
  const low = b.from !== undefined && compareDecimals(b.from, "0") > 0 ? b.from : undefined;
  const negative = (value: string): boolean => compareDecimals(value, "0") < 0;
  const end = (value: string | undefined, positiveBy: string | undefined, negativeBy: string | undefined) => {
    if (value === undefined) return undefined;
    const by = negative(value) ? negativeBy : positiveBy;
    return by === undefined ? undefined : divideDecimals(value, by, PLACES);
  };
  const from = end(a.from, b.to, low);
  const to = end(a.to, low, b.to);
  return span(
    from === undefined ? lowest(a, negative) : subtractDecimals(from, LAST_PLACE),
    to === undefined ? undefined : addDecimals([to, LAST_PLACE]),
  );
}

const lowest = ({ from }: Span, negative: (value: string) => boolean): string | undefined =>
  from !== undefined && !negative(from) ? "0" : undefined;

/** a ÷ b with both ends; undefined where b may be zero. */
export function quotientOf(a: Interval, b: Interval): Interval | undefined {
  if (compareDecimals(b.from, "0") <= 0) return undefined;
  const { from, to } = divideSpans(a, b);
  return from === undefined || to === undefined ? undefined : { from, to };
}

export const spansMeet = (a: Span, b: Span): boolean =>
  (a.from === undefined || b.to === undefined || compareDecimals(a.from, b.to) <= 0) &&
  (b.from === undefined || a.to === undefined || compareDecimals(b.from, a.to) <= 0);
