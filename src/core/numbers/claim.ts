/**
 * change, growth: a movement and its rate · sum, part: totals · ratio, share: quotients · threshold: a legal standard ·
 * no-decrease: 两个只增不减 · all-of: N of M, 全覆盖 · repeat: one thing in several places · count, listing, duration ·
 * difference: parallel figures · period: figures of different periods · data: text against a data field
 */
export type ClaimKind =
  | "change"
  | "growth"
  | "sum"
  | "part"
  | "ratio"
  | "share"
  | "threshold"
  | "no-decrease"
  | "all-of"
  | "repeat"
  | "count"
  | "listing"
  | "duration"
  | "difference"
  | "period"
  | "data";

/**
 * rounding: possible, but not what the rounding of the displayed figures gives · unverifiable: something is missing,
 * which the note names
 */
export type Verdict = "consistent" | "rounding" | "inconsistent" | "unverifiable";

export interface Claim {
  kind: ClaimKind;
  /** as it stands in the text */
  quote: string;
  /** index of the paragraph, and places in its text as it was given */
  paragraph: number;
  start: number;
  end: number;
  /** the computation in words: 25.46−24.07=1.39亿元 */
  recomputed: string;
  verdict: Verdict;
  note?: string;
  /** number of the heading that it stands under */
  item?: string;
  /** the rule of the register that it was held against, and the indicator */
  ref?: string;
  indicator?: string;
  /** the data field that the figure quotes or contradicts */
  field?: string;
}
