import type { Field } from "#core/field/definition.ts";
import { trace } from "#core/reuse/trace.ts";
import { fieldTable, outline, type PlacedItem } from "#core/template/outline.ts";
import type { Item, Template } from "#core/template/schema.ts";

type Owned = { field: Field; item: Item };

/** Which keys of one version go on as which of the next: by lineage, otherwise by the key itself. No guesses. */
export interface Continued {
  before: ReadonlyMap<string, PlacedItem>;
  after: ReadonlyMap<string, PlacedItem>;
  fieldsBefore: ReadonlyMap<string, Owned>;
  fieldsAfter: ReadonlyMap<string, Owned>;
  /** new keys of an old item, old keys of a new one; empty = gone, new */
  itemsTo: (oldKey: string) => readonly string[];
  itemsFrom: (newKey: string) => readonly string[];
  fieldsTo: (oldKey: string) => readonly string[];
  fieldsFrom: (newKey: string) => readonly string[];
}

export function continued(from: Template, to: Template, known: readonly Template[] = []): Continued {
  const traced = trace(from, to, [...known, from, to]);
  const before = new Map(outline(from).map((placed) => [placed.item.key, placed]));
  const after = new Map(outline(to).map((placed) => [placed.item.key, placed]));
  const [fieldsBefore, fieldsAfter] = [fieldTable(from), fieldTable(to)];
  const items = follow(before, after, traced.items, (key) => traced.dropped.has(key));
  const fields = follow(fieldsBefore, fieldsAfter, traced.fields, () => false);
  return {
    before,
    after,
    fieldsBefore,
    fieldsAfter,
    itemsTo: items.to,
    itemsFrom: items.from,
    fieldsTo: fields.to,
    fieldsFrom: fields.from,
  };
}

function follow(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
  told: ReadonlyMap<string, readonly string[]>,
  dropped: (key: string) => boolean,
) {
  const forth = new Map<string, readonly string[]>();
  const back = new Map<string, string[]>();
  for (const key of before.keys()) {
    const keys = dropped(key) ? [] : (told.get(key) ?? [key]).filter((each) => after.has(each));
    forth.set(key, keys);
    for (const each of keys) back.set(each, [...(back.get(each) ?? []), key]);
  }
  return { to: (key: string) => forth.get(key) ?? [], from: (key: string) => back.get(key) ?? [] };
}
