import type { FieldOf } from "#core/field/definition.ts";
import { numberOf } from "#core/field/table.ts";
import type { Lookup } from "#core/narrative/resolve.ts";
import type { PastItem } from "#core/reuse/past.ts";
import type { Item } from "#core/template/schema.ts";

export interface TrendPoint {
  /** report year */
  year: number;
  /** in the field's unit */
  value: string;
}

export interface Trend {
  field: FieldOf<"number">;
  /** oldest first, at least two */
  points: TrendPoint[];
}

/** Years that are shown, this one included. */
const SHOWN = 4;

/** The figures of an item over the years, this one last where it is filled. */
export function trendsOf(item: Item, past: readonly PastItem[], year: number, lookup: Lookup): Trend[] {
  return item.fields.flatMap((field): Trend[] => {
    if (field.type !== "number") return [];
    const earlier = past.flatMap((each): TrendPoint[] => {
      const value = each.values.find(({ fieldKey, now }) => fieldKey === field.key && now !== undefined)?.now;
      return value === undefined ? [] : [{ year: each.year, value }];
    });
    const now = numberOf(field, lookup.value(field.key))?.now;
    const points = [...(now === undefined ? [] : [{ year, value: now }]), ...earlier]
      .slice(0, SHOWN)
      .sort((a, b) => a.year - b.year);
    return points.length < 2 ? [] : [{ field, points }];
  });
}

/** 2022年报告25.46亿元，2023年报告26.10亿元 */
export const trendText = ({ field, points }: Trend): string =>
  points.map(({ year, value }) => `${year}年报告${value}${field.unit}`).join("，");
