import { multiplyDecimals } from "#core/quantity/decimal.ts";

interface Scale {
  /** multiplier to the base unit and back, decimal strings: both are powers of ten, so that conversion is exact */
  scale: string;
  inverse: string;
}

/** 万 and 亿 in front of a unit scale it: 万元, 亿元, 万人, 万平方米, 万名. */
const SCALES: ReadonlyMap<string, Scale> = new Map([
  ["万", { scale: "10000", inverse: "0.0001" }],
  ["亿", { scale: "100000000", inverse: "0.00000001" }],
]);
const UNSCALED: Scale = { scale: "1", inverse: "1" };
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["名", "人"],
  ["位", "人"],
  ["㎡", "平方米"],
  ["平米", "平方米"],
  ["％", "%"],
]);

export interface ParsedUnit extends Scale {
  /** the unit without its scale, aliases folded (名 → 人) */
  base: string;
}

export function parseUnit(unit: string): ParsedUnit {
  const scale = SCALES.get(unit.charAt(0));
  const rest = scale === undefined ? unit : unit.slice(1);
  return { ...(scale ?? UNSCALED), base: ALIASES.get(rest) ?? rest };
}

export function sameDimension(a: string, b: string): boolean {
  return parseUnit(a).base === parseUnit(b).base;
}

/** Converts between scales of one unit (亿元 → 万元); undefined when the units measure different things. */
export function convertUnit(value: string, from: string, to: string): string | undefined {
  if (!sameDimension(from, to)) return undefined;
  // of one scale already: the figure keeps the precision that it is displayed with
  if (parseUnit(from).scale === parseUnit(to).scale) return value;
  return multiplyDecimals(multiplyDecimals(value, parseUnit(from).scale), parseUnit(to).inverse);
}

/** A difference of two percentages is counted in 百分点, any other difference in the unit itself. */
export const differenceUnit = (unit: string): string => (parseUnit(unit).base === "%" ? "百分点" : unit);
