import { Decimal } from "decimal.js";

/** 万 and 亿 in front of a unit scale it: 万元, 亿元, 万人, 万平方米, 万名. */
const SCALES: Record<string, string> = { 万: "10000", 亿: "100000000" };
const ALIASES: Record<string, string> = { 名: "人", 位: "人", "㎡": "平方米", 平米: "平方米", "%": "%", "％": "%" };

export interface ParsedUnit {
  /** multiplier to the base unit, a decimal string */
  scale: string;
  /** the unit without its scale, aliases folded (名 → 人) */
  base: string;
}

export function parseUnit(unit: string): ParsedUnit {
  const scale = SCALES[unit.charAt(0)];
  const rest = scale === undefined ? unit : unit.slice(1);
  return { scale: scale ?? "1", base: ALIASES[rest] ?? rest };
}

export function sameDimension(a: string, b: string): boolean {
  return parseUnit(a).base === parseUnit(b).base;
}

/** Converts between scales of one unit (亿元 → 万元); undefined when the units measure different things. */
export function convertUnit(value: string, from: string, to: string): string | undefined {
  if (!sameDimension(from, to)) return undefined;
  return new Decimal(value).times(parseUnit(from).scale).dividedBy(parseUnit(to).scale).toFixed();
}

/** A difference of two percentages is counted in 百分点, any other difference in the unit itself. */
export const differenceUnit = (unit: string): string => (unit === "%" ? "百分点" : unit);
