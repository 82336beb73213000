import type { Verdict } from "#core/numbers/claim.ts";
import type { Figure } from "#core/numbers/passage.ts";
import { compareDecimals, divideDecimals, multiplyDecimals } from "#core/quantity/decimal.ts";
import { decimalPlaces } from "#core/quantity/decimal-text.ts";
import { type Span, spansMeet } from "#core/quantity/interval.ts";
import { parseUnit } from "#core/quantity/unit.ts";

/** What the other figures make of a stated one, in the unit without its scale. */
export interface Computed {
  point: string;
  span: Span;
  /** a figure that it was computed from is hedged, so the point says nothing */
  hedged: boolean;
}

/** The figure's value in its unit without 万 and 亿. */
export const amountOf = ({ value, unit }: Figure): string => multiplyDecimals(value, parseUnit(unit).scale);

export const isHedged = (figures: readonly Figure[]): boolean => figures.some(({ bound }) => bound !== "=");

/**
 * Consistent where the stated figure is the rounding of the computed one; rounding where it is possible by the
 * precision that is displayed, or cut off instead of rounded; inconsistent where it can't be.
 */
export function judge(stated: Figure, computed: Computed): Verdict {
  const places = decimalPlaces(stated.value);
  const point = multiplyDecimals(computed.point, parseUnit(stated.unit).inverse);
  const loose = computed.hedged || stated.bound !== "=";
  if (!spansMeet(stated.span, computed.span))
    return !loose && compareDecimals(cut(point, places), stated.value) === 0 ? "rounding" : "inconsistent";
  return loose || roundedTo(point, places) === stated.value ? "consistent" : "rounding";
}

export const roundedTo = (value: string, places: number): string => divideDecimals(value, "1", places) ?? value;

function cut(value: string, places: number): string {
  const [whole = "", fraction = ""] = value.split(".");
  return places === 0 ? whole : `${whole}.${fraction.slice(0, places).padEnd(places, "0")}`;
}

/** At most four digits after the point, without closing zeros. */
export function shown(value: string): string {
  const text = decimalPlaces(value) > 4 ? roundedTo(value, 4) : value;
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** A value without scale in the figure's unit, for words. */
export const inUnit = (value: string, unit: string): string => multiplyDecimals(value, parseUnit(unit).inverse);

export const ROUNDING_NOTE = "在显示精度内成立，但不是所列数四舍五入的结果，请核对是否截尾或用了未舍入的数";
