import { z } from "zod";

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
