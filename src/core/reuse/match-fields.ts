import type { Field } from "#core/field/definition.ts";
import { sameDimension } from "#core/quantity/unit.ts";
import { similarity } from "#core/reuse/similarity.ts";
import type { Trace } from "#core/reuse/trace.ts";
import { fieldTable } from "#core/template/outline.ts";
import type { Item, Template } from "#core/template/schema.ts";

export interface FieldSource {
  field: Field;
  item: Item;
  how: "key" | "lineage" | "indicator" | "similar";
  score: number;
  /** it goes on in several fields, or several go on in this one: a figure cannot be divided or added up blindly */
  shared: boolean;
}

/** Labels that read almost the same. */
const LIKELY = 0.75;

const alike = (a: Field, b: Field): boolean =>
  a.type === b.type && (a.type !== "number" || b.type !== "number" || sameDimension(a.unit, b.unit));

const indicatorOf = (field: Field): string | undefined => (field.type === "number" ? field.indicator : undefined);

/** For each field of the new checklist the field or fields of the old one that it continues, wherever they stood. */
export function matchFields(from: Template, to: Template, traced: Trace): Map<string, FieldSource[]> {
  const [old, now] = [fieldTable(from), fieldTable(to)];
  const matched = new Map<string, FieldSource[]>();
  const used = new Set<string>();
  const add = (key: string, source: FieldSource): void => {
    matched.set(key, [...(matched.get(key) ?? []), source]);
    used.add(source.field.key);
  };
  for (const [key, { field }] of now)
    for (const [oldKey, source] of old) {
      const told = traced.fields.get(oldKey);
      const kept = oldKey === key && (told === undefined || told.length === 0);
      if (!alike(source.field, field) || !(kept || told?.includes(key))) continue;
      add(key, { ...source, how: oldKey === key ? "key" : "lineage", score: 1, shared: (told?.length ?? 1) > 1 });
    }
  for (const [key, sources] of matched)
    if (sources.length > 1)
      matched.set(
        key,
        sources.map((source) => ({ ...source, shared: true })),
      );
  for (const [key, { field }] of now) {
    if (matched.has(key)) continue;
    const indicator = indicatorOf(field);
    const rest = [...old.values()].filter((source) => !used.has(source.field.key) && alike(source.field, field));
    const same = indicator === undefined ? [] : rest.filter((source) => indicatorOf(source.field) === indicator);
    const rivals = [...now.values()].filter((other) => indicatorOf(other.field) === indicator);
    const [only, ...others] = same;
    if (only && others.length === 0 && rivals.length === 1) {
      add(key, { ...only, how: "indicator", score: 1, shared: false });
      continue;
    }
    const best = rest
      .map((source) => ({ source, score: similarity(source.field.label, field.label) }))
      .sort((a, b) => b.score - a.score)[0];
    if (best && best.score >= LIKELY) add(key, { ...best.source, how: "similar", score: best.score, shared: false });
  }
  return matched;
}
