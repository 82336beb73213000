import { z } from "zod";
import {
  addDecimals,
  compareDecimals,
  decimalOfNumber,
  divideDecimals,
  multiplyDecimals,
  subtractDecimals,
} from "#core/quantity/decimal.ts";
import { decimalString } from "#core/quantity/decimal-string.ts";
import { record } from "#core/record.ts";
import { score } from "#core/review/points.ts";
import { sectionItems } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

/** What an item is worth. */
export const itemPoints = z.strictObject({
  points: score,
  /** on top of the total, which it does not count towards: 加分项 */
  bonus: z.boolean(),
  /** 一票否决: not met, it caps the grade of the whole */
  veto: z.boolean(),
});
export type ItemPoints = z.infer<typeof itemPoints>;

export const band = z.strictObject({
  name: z.string().trim().min(1, "请填写等次名称").max(20),
  /** the lowest share of the full marks, in percent, that still belongs to it */
  from: decimalString,
});
export type Band = z.infer<typeof band>;

/** deviation: 1 − Σ|self − verified| ÷ Σ points; ratio: verified ÷ self. */
export const CREDIBILITY_FORMULAS = ["deviation", "ratio"] as const;
export const credibilityFormula = z.enum(CREDIBILITY_FORMULAS);
export type CredibilityFormula = z.infer<typeof credibilityFormula>;

export const CREDIBILITY_TEXT: Record<CredibilityFormula, string> = {
  deviation: "1 − Σ|自评分 − 核定分| ÷ Σ分值",
  ratio: "核定总分 ÷ 自评总分，最高计100%",
};

/** How a cycle counts: nothing of it is law, so everything can be changed until the first conclusion. */
export const scoring = z.strictObject({
  /** by item of the sections; what is not named is not scored */
  items: record(z.string().max(100), itemPoints),
  /** two inspectors whose scores differ by more than this share of the points, in percent, need a third */
  farApart: decimalString,
  /** a self score is far from others beyond this many MADs */
  farFromOthers: decimalString,
  /** from the best; the last one takes everything else, whatever its limit */
  bands: z.array(band).min(1, "至少设一个等次").max(10),
  /** the band that a failed veto leaves at most */
  vetoBand: z.string().max(20),
  credibility: credibilityFormula,
  /** whether a district has to score itself before it submits */
  selfScore: z.enum(["required", "optional"]),
  /** nobody has changed the points, the bands or the formula: the screens say so */
  defaults: z.strictObject({ points: z.boolean(), bands: z.boolean(), credibility: z.boolean() }),
});
export type Scoring = z.infer<typeof scoring>;

export const DEFAULT_BANDS: readonly Band[] = [
  { name: "优秀", from: "90" },
  { name: "良好", from: "80" },
  { name: "合格", from: "60" },
  { name: "不合格", from: "0" },
];
const FULL_MARKS = "100";

/** 100 points in even shares of two places; what does not divide goes to the first items, a hundredth each. */
export function evenPoints(template: Template): Record<string, ItemPoints> {
  const items = sectionItems(template);
  const share = floorShare(items.length);
  const left = subtractDecimals(FULL_MARKS, multiplyDecimals(share, String(items.length)));
  const first = Number(multiplyDecimals(left, "100"));
  return Object.fromEntries(
    items.map(({ item }, index) => [
      item.key,
      { points: trimmed(index < first ? addDecimals([share, "0.01"]) : share), bonus: false, veto: false },
    ]),
  );
}

function floorShare(count: number): string {
  const rounded = divideDecimals(FULL_MARKS, String(count), 2) ?? "0";
  return compareDecimals(multiplyDecimals(rounded, String(count)), FULL_MARKS) > 0
    ? subtractDecimals(rounded, "0.01")
    : rounded;
}

const trimmed = (value: string): string => (value.includes(".") ? value.replace(/\.?0+$/, "") : value);

/** What the checklist itself says of its items; undefined where it says nothing that can be scored. */
export function ownPoints(template: Template): Record<string, ItemPoints> | undefined {
  const entries = sectionItems(template).flatMap(({ item: { key, points, bonus = false, veto = false } }) =>
    points === undefined && !veto ? [] : [[key, { points: points ?? "0", bonus, veto }] as const],
  );
  const usable = entries.every(([, { points }]) => score.safeParse(points).success);
  return usable && entries.some(([, { points }]) => /[1-9]/.test(points)) ? Object.fromEntries(entries) : undefined;
}

export function defaultScoring(template: Template): Scoring {
  const own = ownPoints(template);
  return {
    ...DEFAULTS,
    items: own ?? evenPoints(template),
    bands: [...DEFAULT_BANDS],
    defaults: { points: own === undefined, bands: true, credibility: true },
  };
}

const DEFAULTS = {
  farApart: decimalOfNumber(20),
  farFromOthers: decimalOfNumber(3),
  vetoBand: "不合格",
  credibility: "deviation",
  selfScore: "optional",
} as const;
