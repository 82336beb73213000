import { z } from "zod";
import { decimalString } from "#core/quantity/decimal-string.ts";

/** How well a rule or a legal reference is established; unverified ones are shown as such and never block. */
export const standing = z.enum(["verified", "second-hand", "source", "unverified"]);
export type Standing = z.infer<typeof standing>;

export const STANDING_TEXT: Record<Standing, string> = {
  verified: "已见官方原文片段",
  "second-hand": "转引，待核对原文",
  source: "见来源文件",
  unverified: "未核实",
};

export const comparison = z.enum([">=", ">", "<=", "<", "="]);
export type Comparison = z.infer<typeof comparison>;

export const COMPARISON_TEXT: Record<Comparison, string> = {
  ">=": "不低于",
  ">": "高于",
  "<=": "不高于",
  "<": "低于",
  "=": "等于",
};

export const threshold = z.strictObject({
  /** rule number in the rule register, e.g. R-36 */
  ref: z.string().regex(/^R-\d+[a-z]?$/),
  operator: comparison,
  value: decimalString,
  /** report years in which it applies, inclusive; open when absent */
  from: z.int().optional(),
  to: z.int().optional(),
  standing,
  severity: z.enum(["error", "warning", "notice"]),
  /** where it stands, in our own words: document, number, clause */
  source: z.string().min(1),
});
export type Threshold = z.infer<typeof threshold>;

export const indicator = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: z.string().min(1),
  aliases: z.array(z.string()).default([]),
  unit: z.string(),
  /** which way is better */
  direction: z.enum(["up", "down", "none"]),
  definition: z.string().min(1),
  thresholds: z.array(threshold).default([]),
});
export type Indicator = z.infer<typeof indicator>;

export const indicatorFile = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(1),
  indicators: z.array(indicator),
});

export type IndicatorTable = ReadonlyMap<string, Indicator>;

export const thresholdsInYear = (entry: Indicator, year: number): Threshold[] =>
  entry.thresholds.filter((each) => (each.from ?? year) <= year && year <= (each.to ?? year));
