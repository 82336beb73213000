import type { Field } from "#core/field/definition.ts";
import type { StoredValue } from "#core/field/value.ts";
import { coverValues } from "#core/importer/cover-values.ts";
import type { ImportedChapter, ImportedItem, ImportResult } from "#core/importer/import-result.ts";
import type { Range } from "#core/importer/source-line.ts";
import { readThrough } from "#core/prose/repair.ts";
import type { PlacedItem } from "#core/template/outline.ts";
import type { Item } from "#core/template/schema.ts";

export interface ImportOptions {
  /** simplified characters, without the additions of re-hosting sites */
  simplified: boolean;
  /** the repairs of which the check is certain */
  repaired: boolean;
}

/** Something that was read for an item: its prose, or the value of a field. */
export interface Read extends Range {
  /** absent = prose */
  field: Field | undefined;
  value: StoredValue;
  confidence: number;
  ask: boolean;
  /** of the whole item's place */
  itemConfidence: number;
  askItem: boolean;
  heading: string;
}

const SURE_VALUE = 0.7;
const CERTAIN = { confidence: 0.97, ask: false, itemConfidence: 0.97, askItem: false, heading: "" };
const DOCUMENTS = 0.9;
const STAGES = 0.65;

/** All that a report holds for an item of the checklist. */
export function readsOf({ item, place }: PlacedItem, result: ImportResult, options: ImportOptions): Read[] {
  switch (place.kind) {
    case "cover":
      return coverValues(item, result.meta).map((told) => ({ ...CERTAIN, ...told, start: 0, end: 0 }));
    case "opening":
      return result.opening === undefined
        ? []
        : [{ ...CERTAIN, field: undefined, value: proseOf(result.opening, options), ...spanOf(result.opening.ranges) }];
    case "part": {
      const chapter = result.chapters.find((each) => each.item === item.key);
      return chapter ? chapterReads(item, chapter, result, options) : [];
    }
    case "section": {
      const imported = result.items.find((each) => each.item === item.key);
      return imported ? itemReads(item, imported, options) : [];
    }
  }
}

function chapterReads(item: Item, chapter: ImportedChapter, result: ImportResult, options: ImportOptions): Read[] {
  const { sense, confidence, ask, heading, start, end } = chapter;
  const told = { confidence, ask, itemConfidence: confidence, askItem: ask, heading, start, end };
  const entries = sense === "problems" ? result.problems : sense === "next-steps" ? result.nextSteps : [];
  const field = item.fields.find(({ type }) => type === "entries");
  const reads: Read[] = chapter.text === "" ? [] : [{ ...told, field: undefined, value: proseOf(chapter, options) }];
  if (!field || entries.length === 0) return reads;
  const rows = entries.map((entry) => ({ heading: entry.heading, text: proseOf(entry, options) }));
  return [...reads, { ...told, field, value: rows }];
}

function itemReads(item: Item, imported: ImportedItem, options: ImportOptions): Read[] {
  const { confidence, ask, heading, values, documents } = imported;
  const told = { itemConfidence: confidence, askItem: ask, heading };
  const fieldOf = (key: string | undefined): Field | undefined => item.fields.find((field) => field.key === key);
  const prose: Read[] =
    imported.text === ""
      ? []
      : [{ ...told, field: undefined, value: proseOf(imported, options), confidence, ask, ...spanOf(imported.ranges) }];
  const figures = values.flatMap(({ field: key, value, confidence: sure, sentenceStart, sentenceEnd }): Read[] => {
    const field = fieldOf(key);
    if (!field) return [];
    return [
      { ...told, field, value, confidence: sure, ask: sure < SURE_VALUE, start: sentenceStart, end: sentenceEnd },
    ];
  });
  const field = fieldOf(documents[0]?.field);
  const table = stageReads(imported, fieldOf(imported.stages?.field), told);
  if (!field) return [...prose, ...figures, ...table];
  const cited: Read = {
    ...told,
    field,
    value: documents.map(({ document }) => document),
    confidence: DOCUMENTS,
    ask: documents.some(({ repaired }) => repaired),
    ...spanOf(documents),
  };
  return [...prose, ...figures, ...table, cited];
}

/** Which year and stage a figure belongs to follows from several words: the table is asked about. */
function stageReads(
  { stages }: ImportedItem,
  field: Field | undefined,
  told: Pick<Read, "itemConfidence" | "askItem" | "heading">,
): Read[] {
  if (!stages || !field) return [];
  const { start, end, value } = stages;
  return [{ ...told, field, value, confidence: STAGES, ask: true, start, end }];
}

/** The words as they would be written; what was repaired is in them only where that was asked for. */
function proseOf(
  { text, reading }: { text: string; reading: string },
  { simplified, repaired }: ImportOptions,
): string {
  const prose = simplified ? reading : text;
  if (!repaired) return prose;
  return prose
    .split("\n")
    .map((paragraph) => readThrough(paragraph).text)
    .join("\n");
}

/** From the beginning of the first to the end of the last. */
const spanOf = (ranges: readonly Range[]): Range => ({
  start: Math.min(...ranges.map(({ start }) => start)),
  end: Math.max(...ranges.map(({ end }) => end)),
});
