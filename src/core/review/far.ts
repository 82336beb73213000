import { compareDecimals, multiplyDecimals, subtractDecimals } from "#core/quantity/decimal.ts";
import type { Scoring } from "#core/review/scoring.ts";
import { median } from "#core/review/settle.ts";

/** With fewer there is no telling what is usual. */
const FEWEST = 4;
/** Below this share of the points, in percent, nothing is far: where all others agree the spread is zero. */
const NEGLIGIBLE = "5";

const distance = (a: string, b: string): string => subtractDecimals(a, b).replace("-", "");

/** Most districts give themselves one of a few scores: each is compared once. */
function ascending(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const distinct = [...counts.keys()].sort(compareDecimals);
  return distinct.flatMap((value) => Array.from({ length: counts.get(value) ?? 0 }, () => value));
}

/**
 * Whose score is far from the others': further from the median than `spreads` times the median absolute deviation.
 * Robust, so that one wild score hides no other.
 */
export function farFromOthers(
  scores: ReadonlyMap<string, string>,
  points: string,
  spreads: string,
): { median: string | null; far: ReadonlySet<string> } {
  const sorted = ascending([...scores.values()]);
  if (sorted.length === 0) return { median: null, far: new Set() };
  const middle = median(sorted);
  if (sorted.length < FEWEST) return { median: middle, far: new Set() };
  const offs = new Map([...new Set(sorted)].map((score) => [score, distance(score, middle)]));
  const spread = median(ascending(sorted.map((score) => offs.get(score) ?? distance(score, middle))));
  const limit = multiplyDecimals(spread, spreads);
  const isFar = (off: string): boolean =>
    compareDecimals(off, limit) > 0 &&
    compareDecimals(multiplyDecimals(off, "100"), multiplyDecimals(points, NEGLIGIBLE)) > 0;
  const far = new Set([...offs].filter(([, off]) => isFar(off)).map(([score]) => score));
  return { median: middle, far: new Set([...scores].filter(([, score]) => far.has(score)).map(([key]) => key)) };
}

/** "submission item" */
export type FarSet = ReadonlySet<string>;

/** Self scores of all districts by item, as [submission, item, score]; what carries no points is far from nothing. */
export function farByItem(
  scores: readonly { submissionId: string; itemKey: string; score: string }[],
  { items, farFromOthers: spreads }: Pick<Scoring, "items" | "farFromOthers">,
): FarSet {
  const byItem = new Map<string, Map<string, string>>();
  for (const { submissionId, itemKey, score } of scores) {
    const known = byItem.get(itemKey) ?? new Map<string, string>();
    byItem.set(itemKey, known.set(submissionId, score));
  }
  return new Set(
    [...byItem].flatMap(([itemKey, given]) => {
      const worth = Object.hasOwn(items, itemKey) ? items[itemKey] : undefined;
      if (!worth) return [];
      return [...farFromOthers(given, worth.points, spreads).far].map((submissionId) => `${submissionId} ${itemKey}`);
    }),
  );
}
