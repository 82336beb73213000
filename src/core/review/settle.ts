import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  multiplyDecimals,
  subtractDecimals,
} from "#core/quantity/decimal.ts";
import type { ScoreState } from "#core/review/ledger.ts";
import { VERDICTS, type VerdictKind } from "#core/review/verdict.ts";

export interface GivenScore {
  score: string | null;
  verdict: VerdictKind;
}

export interface Settled {
  state: ScoreState;
  /** null while there is none, or a third reader has to give one */
  verified: string | null;
  verdict: VerdictKind | null;
}

const PLACES = 2;

/** 3.50 → 3.5, 3.00 → 3: scores are shown as they would be typed. */
export const plainScore = (value: string): string => (value.includes(".") ? value.replace(/\.?0+$/, "") : value);

/** What several readers' scores come to. `farApart` is a share of the points in percent. */
export function settle(given: readonly GivenScore[], points: string | null, farApart: string): Settled {
  const verdict = settledVerdict(given);
  const scores = given.flatMap(({ score }) => (score === null ? [] : [score])).sort(compareDecimals);
  const [low, high] = [scores[0], scores.at(-1)];
  if (points === null || low === undefined || high === undefined) return { state: "none", verified: null, verdict };
  if (scores.length === 1) return { state: "single", verified: plainScore(low), verdict };
  if (scores.length === 2)
    return isFarApart(low, high, points, farApart)
      ? { state: "needs-third", verified: null, verdict }
      : { state: "mean", verified: mean(low, high), verdict };
  return { state: "third", verified: nearestMean(scores), verdict };
}

/** Further apart than the share of the points that is allowed. */
export const isFarApart = (a: string, b: string, points: string, farApart: string): boolean =>
  compareDecimals(
    multiplyDecimals(subtractDecimals(b, a).replace("-", ""), "100"),
    multiplyDecimals(points, farApart),
  ) > 0;

/** Among several equally near pairs none is nearer: then the one in the middle speaks. */
function nearestMean(sorted: readonly string[]): string {
  const pairs = sorted.slice(1).map((high, index) => ({ low: sorted[index] ?? high, high }));
  const gap = ({ low, high }: { low: string; high: string }): string => subtractDecimals(high, low);
  const [nearest, next] = pairs.sort((a, b) => compareDecimals(gap(a), gap(b)));
  if (!nearest) return sorted[0] ?? "0";
  return next && compareDecimals(gap(nearest), gap(next)) === 0 ? median(sorted) : mean(nearest.low, nearest.high);
}

const mean = (a: string, b: string): string => plainScore(divideDecimals(addDecimals([a, b]), "2", PLACES) ?? "0");

/** Of decimals in ascending order, at least one. */
export function median(sorted: readonly string[]): string {
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? "0";
  if (sorted.length % 2 === 1) return plainScore(high);
  return plainScore(divideDecimals(addDecimals([sorted[middle - 1] ?? high, high]), "2", 6) ?? "0");
}

/** The one in the middle; of two that differ, the graver. */
function settledVerdict(given: readonly GivenScore[]): VerdictKind | null {
  const ranks = given.map(({ verdict }) => VERDICTS.indexOf(verdict)).sort((a, b) => a - b);
  const middle = ranks[Math.floor(ranks.length / 2)];
  return middle === undefined ? null : (VERDICTS[middle] ?? null);
}
