import { z } from "zod";
import { verdictKind } from "#core/review/verdict.ts";

const points = z.string();

/** How the score of an item stands: nobody has given one, one reader's, the mean of two, a third is needed, settled by three. */
export const SCORE_STATES = ["none", "single", "mean", "needs-third", "third"] as const;
export const scoreState = z.enum(SCORE_STATES);
export type ScoreState = z.infer<typeof scoreState>;

export const SCORE_STATE_TEXT: Record<ScoreState, string> = {
  none: "未评分",
  single: "一人评分",
  mean: "两人平均",
  "needs-third": "相差较大，需第三人评分",
  third: "第三人评分后取相近两人平均",
};

/** One line of the ledger: what the district gave itself, what the inspectors gave, what is settled. */
export const ledgerRow = z.object({
  itemKey: z.string(),
  /** "5" */
  label: z.string(),
  heading: z.string(),
  sectionKey: z.string(),
  section: z.string(),
  /** null = not scored */
  points: points.nullable(),
  bonus: z.boolean(),
  veto: z.boolean(),
  /** as frozen at submission */
  self: points.nullable(),
  given: z.array(z.object({ inspector: z.string(), score: points, earlier: z.boolean() })),
  state: scoreState,
  /** null while it is not settled */
  verified: points.nullable(),
  /** the settled word of all inspectors; null = none */
  verdict: verdictKind.nullable(),
  deductions: z.array(z.object({ points, reason: z.string() })),
});
export type LedgerRow = z.infer<typeof ledgerRow>;

export const ledgerTotals = z.object({
  points,
  /** null where an item without a self score counts */
  self: points.nullable(),
  /** of what is settled so far */
  verified: points,
  bonus: points,
  /** verified and bonus together */
  total: points,
  /** items with points and without a settled score */
  open: z.int(),
});
export type LedgerTotals = z.infer<typeof ledgerTotals>;

export const ledger = z.object({
  rows: z.array(ledgerRow),
  sections: z.array(z.object({ sectionKey: z.string(), section: z.string(), ...ledgerTotals.shape })),
  totals: ledgerTotals,
  /** veto items that are not met */
  vetoed: z.array(z.string()),
  /** null while scores are open */
  grade: z.string().nullable(),
  /** 自评可信度 in percent with two places; null where self or verified scores are missing */
  credibility: z.string().nullable(),
});
export type Ledger = z.infer<typeof ledger>;
