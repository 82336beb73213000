import type { FieldOf } from "#core/field/definition.ts";
import type { Spot } from "#core/importer/spot.ts";
import { unitFit } from "#core/importer/unit-fit.ts";
import { addDecimals, multiplyDecimals, subtractDecimals } from "#core/quantity/decimal.ts";
import { convertUnit, parseUnit } from "#core/quantity/unit.ts";

export interface Prior {
  /** in the unit of the figure that it precedes */
  value: string;
  /** not printed: it follows from the change */
  computed: boolean;
  /** the figure that says so */
  spot: Spot;
}

/** What a figure is compared with in its sentence: printed, or told by the change. `used`: figures that are values themselves. */
export function priorOf(
  field: FieldOf<"number">,
  spot: Spot,
  spots: readonly Spot[],
  used: ReadonlySet<number>,
): Prior | undefined {
  if (field.prior === undefined) return undefined;
  const place = spots.indexOf(spot);
  const before = spots[place - 1];
  if (spot.role === "to" && before?.sentence === spot.sentence && before.role === "base") {
    const value = inUnit(before, spot.unit);
    if (value !== undefined) return { value, computed: false, spot: before };
  }
  let computed: Prior | undefined;
  for (let next = place + 1; next < spots.length; next++) {
    const other = spots[next];
    if (!other || other.sentence !== spot.sentence) break;
    const value = inUnit(other, spot.unit);
    const earlier = spot.year !== undefined && other.year === spot.year - 1;
    if (value !== undefined && (other.role === "base" || (other.role === "now" && earlier && !used.has(next))))
      return { value, computed: false, spot: other };
    if (other.role === "now" || other.role === "to") {
      if (used.has(next)) break;
      continue;
    }
    if (value !== undefined && other.role === "delta" && !computed) {
      const back = other.direction === "down" ? addDecimals([spot.value, value]) : subtractDecimals(spot.value, value);
      computed = { value: back, computed: true, spot: other };
    }
  }
  return computed;
}

function inUnit({ value, unit }: Spot, wanted: string): string | undefined {
  if (unit === wanted) return value;
  return unitFit(wanted, unit) < 0.9 ? undefined : rescaled(value, unit, wanted);
}

/** 亿元 → 万元; units that only differ in their noun keep the number. */
export function rescaled(value: string, from: string, to: string): string {
  // 18.30 keeps its zero
  if (parseUnit(from).scale === parseUnit(to).scale) return value;
  return (
    convertUnit(value, from, to) ??
    multiplyDecimals(multiplyDecimals(value, parseUnit(from).scale), parseUnit(to).inverse)
  );
}
