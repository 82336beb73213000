import type { Indicator, IndicatorTable } from "#core/indicator/indicator.ts";

/** Quotation marks, brackets and blanks are written differently from source to source. */
const folded = (name: string): string =>
  name
    .replace(/[“”"‘’'\s]/g, "")
    .replace(/[(（]/g, "（")
    .replace(/[)）]/g, "）");

const tables = new WeakMap<IndicatorTable, ReadonlyMap<string, Indicator>>();

/** The indicator that a name or one of its synonyms stands for. */
export function indicatorNamed(name: string, indicators: IndicatorTable): Indicator | undefined {
  const known = tables.get(indicators) ?? index(indicators);
  return known.get(folded(name));
}

function index(indicators: IndicatorTable): ReadonlyMap<string, Indicator> {
  const byName = new Map<string, Indicator>();
  for (const indicator of indicators.values())
    for (const name of [indicator.name, ...indicator.aliases]) byName.set(folded(name), indicator);
  tables.set(indicators, byName);
  return byName;
}
