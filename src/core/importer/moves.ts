import type { Match } from "#core/importer/match-units.ts";
import { sliceLines } from "#core/importer/slice-lines.ts";
import type { SourceLine } from "#core/importer/source-line.ts";
import type { SourceUnit } from "#core/importer/source-unit.ts";
import { looseUnit, type Units } from "#core/importer/units.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

/** A person's word on where a stretch of the source belongs; null = nowhere. */
export interface Move {
  start: number;
  end: number;
  item: string | null;
}

/** Takes what was moved out of what is matched by likeness; gives it back as matches that are certain. */
export function moved(
  units: Units,
  moves: readonly Move[],
  lines: readonly SourceLine[],
  template: Template,
): { units: SourceUnit[]; matches: Match[] } {
  const items = new Map(outline(template).map(({ item }) => [item.key, item]));
  const chosen: { units: SourceUnit[]; matches: Match[] } = { units: [], matches: [] };
  for (const move of moves) {
    const place = units.items.findIndex(({ start }) => start === move.start);
    const known = place < 0 ? undefined : units.items.splice(place, 1)[0];
    const item = move.item === null ? undefined : items.get(move.item);
    if (!item) continue;
    if (item.key === template.opening.key) {
      units.opening.push({ start: known?.body ?? move.start, end: known?.end ?? move.end });
      continue;
    }
    chosen.matches.push({ unit: chosen.units.length, item, confidence: 1 });
    chosen.units.push(known ?? looseUnit(sliceLines(lines, move), move));
  }
  return chosen;
}
