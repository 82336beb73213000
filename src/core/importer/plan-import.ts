import { type Answer, MAX_NARRATIVE } from "#core/answer/answer.ts";
import { type CarriedPath, priorPath, valueAt, valuePath } from "#core/answer/carried.ts";
import type { Field } from "#core/field/definition.ts";
import { cellValue, displayValue, numberOf, parseStored } from "#core/field/table.ts";
import type { StoredValue } from "#core/field/value.ts";
import type { ImportResult } from "#core/importer/import-result.ts";
import { type ImportOptions, type Read, readsOf } from "#core/importer/plan-reads.ts";
import type { Range } from "#core/importer/source-line.ts";
import { carryValue } from "#core/reuse/carry-value.ts";
import type { CarryItem, CarryPart, CarryPlan } from "#core/reuse/plan.ts";
import { outline, type PlacedItem, placedTitle } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

export interface ImportTarget {
  template: Template;
  /** the report year that it is imported into */
  year: number;
  answers: ReadonlyMap<string, Answer>;
  /** items that this person may not write now */
  locked: ReadonlySet<string>;
}

/** A part of the plan, with the place in the source that it was read from. */
export interface ImportPart extends CarryPart, Range {
  /** 0 to 1 */
  confidence: number;
  ask: boolean;
}

export interface ImportPlanItem extends CarryItem {
  parts: ImportPart[];
  confidence: number;
  ask: boolean;
}

export interface ImportPlan extends CarryPlan {
  items: ImportPlanItem[];
}

/**
 * What of an imported report would be written into a submission, as drafts. Into a later year it goes by the rules of
 * carry-forward: last year's figures become the prior column, and what no year takes from another stays out.
 */
export function planImport(result: ImportResult, target: ImportTarget, options: ImportOptions): ImportPlan {
  const fromYear = result.meta.year ?? target.year;
  const scope: Scope = { target, fromYear, withheld: [] };
  const items = outline(target.template).flatMap((placed): ImportPlanItem[] => {
    const read = readsOf(placed, result, options);
    const parts = read.flatMap((each) => partOf(placed, each, scope) ?? []);
    if (parts.length === 0) return [];
    const confidence = Math.min(...read.map((each) => each.itemConfidence));
    const ask = read.some((each) => each.askItem);
    return [
      {
        itemKey: placed.item.key,
        title: placedTitle(placed),
        status: parts.some(({ value }) => value !== undefined) ? "carried" : "reference",
        score: confidence,
        sources: [],
        parts,
        evidence: [],
        locked: target.locked.has(placed.item.key),
        confidence,
        ask,
      },
    ];
  });
  return { fromYear, toYear: target.year, items, dropped: [], unplaced: [], withheld: scope.withheld };
}

interface Scope {
  target: ImportTarget;
  fromYear: number;
  withheld: CarryPlan["withheld"];
}

function partOf({ item }: PlacedItem, read: Read, scope: Scope): ImportPart | undefined {
  const { field, value } = read;
  const { target, fromYear } = scope;
  const base = {
    itemKey: item.key,
    from: { itemKey: item.key, heading: read.heading, label: field?.label ?? "正文" },
    how: "key" as const,
    score: read.confidence,
    confidence: read.confidence,
    ask: read.ask,
    chosen: !read.ask && !read.askItem,
    start: read.start,
    end: read.end,
  };
  if (!field) {
    if (!item.prose || typeof value !== "string") return undefined;
    const copied = (item.carry ?? "copy") === "copy" || fromYear >= target.year;
    const kept = copied && value.length <= MAX_NARRATIVE;
    return {
      ...base,
      ...placedAt(item.key, "narrative", target),
      label: "正文",
      text: value,
      ...(kept ? { value } : { note: "按清单规定只供参考", chosen: false }),
    };
  }
  const shown = shownValue(field, value);
  if (fromYear >= target.year) {
    const parsed = parseStored(field, value);
    return {
      ...base,
      ...placedAt(item.key, valuePath(field.key), target),
      label: field.label,
      text: shown,
      ...(parsed.ok ? { value: parsed.value } : { note: parsed.error.message, chosen: false }),
    };
  }
  const carried = carryValue(field, value, field, { from: fromYear, to: target.year });
  if (carried.use === "never") {
    scope.withheld.push({ itemKey: item.key, title: item.heading, label: field.label });
    return undefined;
  }
  const prior = carried.use === "carried" && carried.place === "prior";
  return {
    ...base,
    ...placedAt(item.key, prior ? priorPath(field.key) : valuePath(field.key), target),
    label: prior ? `${field.label}（上期数）` : field.label,
    text: shown,
    ...(carried.use === "carried" ? { value: carried.value } : { note: carried.note, chosen: false }),
  };
}

function shownValue(field: Field, value: StoredValue): string {
  if (field.type !== "number") return String(cellValue(field, value));
  const prior = numberOf(field, value)?.prior;
  return `${displayValue(field, value)}${prior === undefined ? "" : `，上期${prior}${field.unit}`}`;
}

function placedAt(
  itemKey: string,
  path: CarriedPath,
  { answers }: ImportTarget,
): Pick<CarryPart, "id" | "path" | "taken"> {
  const answer = answers.get(itemKey);
  return { id: `${itemKey}/${path}`, path, taken: answer !== undefined && valueAt(answer, path) !== undefined };
}
