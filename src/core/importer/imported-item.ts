import type { ImportedItem } from "#core/importer/import-result.ts";
import { type Match, SURE } from "#core/importer/match-units.ts";
import { readDocuments } from "#core/importer/read-documents.ts";
import { readStages } from "#core/importer/read-stages.ts";
import { readValues } from "#core/importer/read-values.ts";
import { sliceLines, sourceTextOf, textOf } from "#core/importer/slice-lines.ts";
import type { SourceLine } from "#core/importer/source-line.ts";
import type { SourceUnit } from "#core/importer/source-unit.ts";
import type { IndicatorTable } from "#core/indicator/indicator.ts";
import type { Item } from "#core/template/schema.ts";

/** The parts of the report that became one item. */
export interface ItemGroup {
  item: Item;
  units: SourceUnit[];
  confidence: number;
  doubtful: boolean;
}

export function groupByItem(matches: readonly Match[], units: readonly SourceUnit[]): ItemGroup[] {
  const groups = new Map<string, ItemGroup>();
  for (const { unit, item, confidence } of matches) {
    const source = units[unit];
    if (!source) continue;
    const group = groups.get(item.key);
    const doubtful = source.doubtful === true;
    if (!group) groups.set(item.key, { item, units: [source], confidence, doubtful });
    else {
      group.doubtful ||= doubtful;
      group.units.push(source);
      group.confidence = Math.min(group.confidence, confidence);
    }
  }
  return [...groups.values()];
}

interface Reading {
  lines: readonly SourceLine[];
  source: string;
  indicators: IndicatorTable;
  year: number;
}

export function importedItem(
  { item, units, confidence, doubtful }: ItemGroup,
  { lines, source, indicators, year }: Reading,
): ImportedItem {
  const [first] = units;
  // where several headings become one item, all but the first stay with their text
  const bodies = units.flatMap((unit, place) =>
    sliceLines(lines, { start: place === 0 ? unit.body : unit.words, end: unit.end }),
  );
  const heading = first?.heading ?? "";
  const stages = readStages(item, bodies, year);
  return {
    item: item.key,
    number: first?.number ?? 0,
    heading,
    text: sourceTextOf(bodies, source),
    reading: textOf(bodies),
    confidence,
    ask: doubtful || confidence < SURE,
    values: readValues({ item, lines: bodies, heading: `${item.heading}\n${heading}`, indicators, year }),
    documents: readDocuments(item, bodies),
    ...(stages ? { stages } : {}),
    ranges: units.map(({ start, end }) => ({ start, end })),
  };
}
