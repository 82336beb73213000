import type { Comparison } from "#core/indicator/indicator.ts";
import type { Bound } from "#core/quantity/bound.ts";
import { addDecimals, compareDecimals, subtractDecimals } from "#core/quantity/decimal.ts";
import { decimalPlaces } from "#core/quantity/decimal-text.ts";
import type { Qualifier } from "#core/quantity/qualifier.ts";
import { assertNever } from "#core/result.ts";

interface End {
  value: string;
  included: boolean;
}
/** Where the true figure lies; an absent end is open to infinity. */
interface Range {
  from?: End;
  to?: End;
}

/** What a field's hedge says of the true figure. */
const BOUND_OF: Record<Qualifier, Bound> = {
  以上: ">=",
  余: ">",
  超过: ">",
  近: "<",
  不足: "<",
  约: "~",
  左右: "~",
};

function rangeOf(value: string, bound: Bound): Range {
  switch (bound) {
    case "=":
      return { from: { value, included: true }, to: { value, included: true } };
    case ">=":
      return { from: { value, included: true } };
    case ">":
      return { from: { value, included: false } };
    case "<":
      return { to: { value, included: false } };
    case "<=":
      return { to: { value, included: true } };
    case "~": {
      const slack = halfUnit(value);
      return {
        from: { value: subtractDecimals(value, slack), included: true },
        to: { value: addDecimals([value, slack]), included: true },
      };
    }
    default:
      return assertNever(bound);
  }
}

/** Half of the last digit that was stated: 约85 may be 84.5, 约3000 may be 2500, 约85.0 may be 84.95. */
export function halfUnit(value: string): string {
  const places = decimalPlaces(value);
  if (places > 0) return `0.${"0".repeat(places)}5`;
  const zeros = /[1-9](0*)$/.exec(value)?.[1]?.length ?? 0;
  return zeros === 0 ? "0.5" : `5${"0".repeat(zeros - 1)}`;
}

export const satisfies = (
  value: string,
  hedge: Qualifier | undefined,
  operator: Comparison,
  threshold: string,
): Satisfied => boundSatisfies(value, hedge === undefined ? "=" : BOUND_OF[hedge], operator, threshold);

export type Satisfied = "yes" | "no" | "open";

/**
 * Does a hedged figure meet "operator threshold"? A hedge may settle it against the plain number
 * (超过0.5 is not ≤ 0.5; 近3万 is not ≥ 3万) or leave it open (约3万 ≥ 3万).
 */
export function boundSatisfies(value: string, bound: Bound, operator: Comparison, threshold: string): Satisfied {
  const range = rangeOf(value, bound);
  if (all(range, operator, threshold)) return "yes";
  return NEGATION[operator].some((opposite) => all(range, opposite, threshold)) ? "no" : "open";
}

const NEGATION: Record<Comparison, readonly Comparison[]> = {
  ">=": ["<"],
  ">": ["<="],
  "<=": [">"],
  "<": [">="],
  "=": ["<", ">"],
};

/** Whether every figure of the range stands in this relation to the threshold. */
function all({ from, to }: Range, operator: Comparison, threshold: string): boolean {
  const order = (end: End): number => compareDecimals(end.value, threshold);
  switch (operator) {
    case ">=":
      return from !== undefined && order(from) >= 0;
    case ">":
      return from !== undefined && (order(from) > 0 || (order(from) === 0 && !from.included));
    case "<=":
      return to !== undefined && order(to) <= 0;
    case "<":
      return to !== undefined && (order(to) < 0 || (order(to) === 0 && !to.included));
    case "=":
      return from !== undefined && to !== undefined && order(from) === 0 && order(to) === 0;
    default:
      return assertNever(operator);
  }
}
