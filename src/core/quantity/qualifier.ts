import { z } from "zod";
import type { Comparison } from "#core/indicator/indicator.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { assertNever } from "#core/result.ts";

/** How a figure is hedged in official prose: 30余次, 近3万名, 98.8%以上. */
export const QUALIFIERS = ["约", "近", "超过", "不足", "余", "以上", "左右"] as const;
export const qualifier = z.enum(QUALIFIERS);
export type Qualifier = z.infer<typeof qualifier>;

const BEFORE: ReadonlySet<Qualifier> = new Set(["约", "近", "超过", "不足"]);
const AFTER_UNIT: ReadonlySet<Qualifier> = new Set(["以上", "左右"]);

export function displayQuantity(value: string, unit: string, hedge: Qualifier | undefined): string {
  const before = hedge && BEFORE.has(hedge) ? hedge : "";
  const between = hedge === "余" ? hedge : "";
  const after = hedge && AFTER_UNIT.has(hedge) ? hedge : "";
  return `${before}${value}${between}${unit}${after}`;
}

/** What the hedged figure says about the true one. */
export function boundOf(hedge: Qualifier | undefined): "exact" | "at-least" | "above" | "below" | "around" {
  switch (hedge) {
    case undefined:
      return "exact";
    case "以上":
      return "at-least";
    case "余":
    case "超过":
      return "above";
    case "近":
    case "不足":
      return "below";
    case "约":
    case "左右":
      return "around";
    default:
      return assertNever(hedge);
  }
}

/**
 * Does a hedged figure meet "operator threshold"? A hedge may settle it against the plain number
 * (超过0.5 is not ≤ 0.5) or leave it open (近3万 ≥ 3万).
 */
export function satisfies(
  value: string,
  hedge: Qualifier | undefined,
  operator: Comparison,
  threshold: string,
): "yes" | "no" | "open" {
  const order = compareDecimals(value, threshold);
  const bound = boundOf(hedge);
  if (bound === "exact") return holds(order, operator) ? "yes" : "no";
  if (bound === "around") return order === 0 || operator === "=" ? "open" : holds(order, operator) ? "yes" : "no";
  const upward = bound !== "below";
  const strict = bound !== "at-least";
  return upward ? fromBelow(order, strict, operator) : fromBelow(flip(order), strict, FLIPPED[operator]);
}

const holds = (order: number, operator: Comparison): boolean => {
  switch (operator) {
    case ">=":
      return order >= 0;
    case ">":
      return order > 0;
    case "<=":
      return order <= 0;
    case "<":
      return order < 0;
    case "=":
      return order === 0;
    default:
      return assertNever(operator);
  }
};

/** The true figure is above the stated one (or equal, when not strict). */
function fromBelow(order: number, strict: boolean, operator: Comparison): "yes" | "no" | "open" {
  const reached = order > 0 || (order === 0 && strict);
  switch (operator) {
    case ">=":
      return order >= 0 ? "yes" : "open";
    case ">":
      return reached ? "yes" : "open";
    case "<=":
      return reached ? "no" : "open";
    case "<":
      return order >= 0 ? "no" : "open";
    case "=":
      return reached ? "no" : "open";
    default:
      return assertNever(operator);
  }
}

const flip = (order: number): number => (order === 0 ? 0 : -order);
const FLIPPED: Record<Comparison, Comparison> = { ">=": "<=", ">": "<", "<=": ">=", "<": ">", "=": "=" };
