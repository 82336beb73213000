import type { Bound } from "#core/quantity/bound.ts";
import {
  addDecimals,
  compareDecimals,
  decimalPlaces,
  divideDecimals,
  multiplyDecimals,
  subtractDecimals,
} from "#core/quantity/decimal.ts";
import { halfUnit } from "#core/quantity/qualifier.ts";

/** Where a true figure lies; an absent end is open. Decimal strings, both ends included. */
export interface Span {
  from?: string;
  to?: string;
}

/** Digits after the point of a computed end: far beyond what anybody displays. */
const PLACES = 20;

/** Half of the last digit that was typed. */
function half(value: string): string {
  const places = decimalPlaces(value);
  return places === 0 ? "0.5" : `0.${"0".repeat(places)}5`;
}

/** What a stated figure may stand for, in its own unit. */
export function spanOf(value: string, bound: Bound, exact: boolean): Span {
  switch (bound) {
    case ">":
    case ">=":
      return { from: value };
    case "<":
    case "<=":
      return { to: value };
    default: {
      if (exact && bound === "=") return { from: value, to: value };
      const slack = bound === "~" ? halfUnit(value) : half(value);
      return { from: subtractDecimals(value, slack), to: addDecimals([value, slack]) };
    }
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

export const addSpans = (all: readonly Span[]): Span =>
  all.reduce<Span>(
    (sum, each) =>
      span(
        both(sum.from, each.from, (a, b) => addDecimals([a, b])),
        both(sum.to, each.to, (a, b) => addDecimals([a, b])),
      ),
    { from: "0", to: "0" },
  );

export const subtractSpans = (a: Span, b: Span): Span =>
  span(both(a.from, b.to, subtractDecimals), both(a.to, b.from, subtractDecimals));

export const scaleSpan = ({ from, to }: Span, factor: string): Span =>
  span(
    from === undefined ? undefined : multiplyDecimals(from, factor),
    to === undefined ? undefined : multiplyDecimals(to, factor),
  );

const divide = (a: string, b: string): string | undefined => divideDecimals(a, b, PLACES);

/**
 * a ÷ b where b is positive: the ends of b are cut at zero, where the quotient has no end. The numerator may be
 * negative (a fall): then the smaller divisor makes the smaller quotient.
 */
export function divideSpans(a: Span, b: Span): Span {
  const low = b.from !== undefined && compareDecimals(b.from, "0") > 0 ? b.from : undefined;
  const negative = (value: string): boolean => compareDecimals(value, "0") < 0;
  const end = (value: string | undefined, positiveBy: string | undefined, negativeBy: string | undefined) => {
    if (value === undefined) return undefined;
    const by = negative(value) ? negativeBy : positiveBy;
    return by === undefined ? undefined : divide(value, by);
  };
  const from = end(a.from, b.to, low) ?? (a.from !== undefined && !negative(a.from) ? "0" : undefined);
  return span(from, end(a.to, low, b.to));
}

export const spansMeet = (a: Span, b: Span): boolean =>
  (a.from === undefined || b.to === undefined || compareDecimals(a.from, b.to) <= 0) &&
  (b.from === undefined || a.to === undefined || compareDecimals(b.from, a.to) <= 0);
