import type { Bound } from "#core/quantity/bound.ts";

/**
 * amount: 25.46亿元, 30余次, 5.77%, 0.45 · range: 3—5所 · fraction: 三分之二 (value 2, upper 3) ·
 * proportion: 1:15 · date, period: 2021年, 1—10月 · label: numbering, 文号, codes, which count nothing
 */
export type QuantityKind = "amount" | "range" | "fraction" | "proportion" | "date" | "period" | "label";

export interface Quantity {
  kind: QuantityKind;
  /** places in the text, hedges included */
  start: number;
  end: number;
  /** where the digits begin, after a hedge */
  at: number;
  /** decimal string as typed, thousands separators removed */
  value: string;
  /** the other end of a range, or the second number of a fraction or proportion */
  upper?: string;
  /** with its scale: 万元, 人次, %, 百分点; empty for a bare number */
  unit: string;
  bound: Bound;
  /** in characters: 两个, 十二所 */
  spelled: boolean;
  year?: number;
  month?: number;
  day?: number;
  /** only a part of a calendar year, or across two: 1—10月, 学年, 秋季 */
  partial?: boolean;
}
