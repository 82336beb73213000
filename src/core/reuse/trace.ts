import type { LineageStep } from "#core/template/lineage.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

/** Where the keys of an earlier checklist have gone in a later one. */
export interface Trace {
  /** new keys of an old item; absent = the lineage does not say */
  items: ReadonlyMap<string, readonly string[]>;
  fields: ReadonlyMap<string, readonly string[]>;
  /** old items that go on nowhere, with the reason */
  dropped: ReadonlyMap<string, string>;
}

const NOTHING: Trace = { items: new Map(), fields: new Map(), dropped: new Map() };

/** What a key is called after one step: what is not mentioned keeps its key where the later version has it. */
const follow = (steps: readonly LineageStep[], known: ReadonlySet<string>, key: string): readonly string[] => {
  const step = steps.find(({ from }) => from.includes(key));
  if (step) return step.to;
  return known.has(key) ? [key] : [];
};

const itemKeys = (template: Template): string[] => outline(template).map(({ item }) => item.key);
const fieldKeys = (template: Template): string[] =>
  outline(template).flatMap(({ item }) => item.fields.map((field) => field.key));

const compose = (
  first: ReadonlyMap<string, readonly string[]>,
  then: (key: string) => readonly string[],
): Map<string, readonly string[]> =>
  new Map([...first].map(([key, keys]) => [key, [...new Set(keys.flatMap((each) => then(each)))]]));

/**
 * Follows the lineage from one version to a later one, over the versions between them where the later one does not
 * speak of the earlier one itself.
 */
export function trace(from: Template, to: Template, known: readonly Template[]): Trace {
  const chain = chainTo(from, to, known, new Set());
  if (!chain) return NOTHING;
  let items: Map<string, readonly string[]> = new Map(itemKeys(from).map((key) => [key, [key]]));
  let fields: Map<string, readonly string[]> = new Map(fieldKeys(from).map((key) => [key, [key]]));
  const dropped = new Map<string, string>();
  for (const { template, lineage } of chain) {
    for (const [key, keys] of items)
      for (const { item, reason } of lineage.dropped) if (keys.includes(item)) dropped.set(key, reason);
    const gone = new Set(lineage.dropped.map(({ item }) => item));
    const [hasItem, hasField] = [new Set(itemKeys(template)), new Set(fieldKeys(template))];
    items = compose(items, (key) => (gone.has(key) ? [] : follow(lineage.items, hasItem, key)));
    fields = compose(fields, (key) => follow(lineage.fields, hasField, key));
  }
  return { items, fields, dropped };
}

type Link = { template: Template; lineage: Template["lineage"][number] };

/** The versions to walk through, the first one right after `from`; undefined = none leads there. */
function chainTo(
  from: Template,
  to: Template,
  known: readonly Template[],
  seen: ReadonlySet<Template>,
): Link[] | undefined {
  const spoken = to.lineage.map((lineage) => ({ lineage, id: lineage.id ?? to.id }));
  const direct = spoken.find(({ id, lineage }) => id === from.id && lineage.version === from.version);
  if (direct) return [{ template: to, lineage: direct.lineage }];
  for (const { id, lineage } of spoken) {
    const between = known.find((each) => each.id === id && each.version === lineage.version && !seen.has(each));
    const before = between && chainTo(from, between, known, new Set([...seen, to, between]));
    if (before) return [...before, { template: to, lineage }];
  }
  return undefined;
}
