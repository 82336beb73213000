import { similarity } from "#core/reuse/similarity.ts";
import type { Trace } from "#core/reuse/trace.ts";
import { outline, type PlacedItem } from "#core/template/outline.ts";
import type { Item, Template } from "#core/template/schema.ts";

/** How an item of last year was found again; `similar` is a proposal that somebody has to confirm. */
export const MATCHES = ["key", "renamed", "split", "merged", "similar"] as const;
export type Match = (typeof MATCHES)[number];

export interface ItemSource {
  placed: PlacedItem;
  /** of a split item: whether its prose goes here first */
  main: boolean;
  score: number;
}

export interface ItemMatch {
  target: PlacedItem;
  how: Match | undefined;
  sources: ItemSource[];
}

/** Below this two headings say different things. */
const LIKELY = 0.45;
/** Of different checklists a common key is a coincidence unless the headings have something in common. */
const SAME_KEY_ELSEWHERE = 0.3;

const aboutItem = (item: Item): string =>
  [...item.fields.map((field) => field.label), ...item.evidence.map((slot) => slot.title)].join(" ");

/** Headings count most; what an item asks for counts where both ask for something. */
export function itemSimilarity(a: Item, b: Item): number {
  const heading = similarity(a.heading, b.heading);
  const [left, right] = [aboutItem(a), aboutItem(b)];
  return left === "" || right === "" ? heading : 0.6 * heading + 0.4 * similarity(left, right);
}

/** The items of the new checklist, each with those of the old one that it continues. */
export function matchItems(from: Template, to: Template, traced: Trace): { matches: ItemMatch[]; left: PlacedItem[] } {
  const [old, now] = [outline(from), outline(to)];
  const sure = new Map(now.map(({ item }) => [item.key, sureSources(item, old, from, to, traced)]));
  const used = new Set([...sure.values()].flat().map(({ placed }) => placed.item.key));
  const open = old.filter(({ item }) => !used.has(item.key) && !traced.dropped.has(item.key));
  const proposed = propose(
    now.filter(({ item }) => sure.get(item.key)?.length === 0),
    open,
  );
  const matches = now.map((target): ItemMatch => {
    const sources = sure.get(target.item.key) ?? [];
    const proposal = proposed.get(target.item.key);
    if (sources.length === 0) return { target, how: proposal && "similar", sources: proposal ? [proposal] : [] };
    return { target, how: howOf(target.item, sources, sure), sources };
  });
  const found = new Set(matches.flatMap(({ sources }) => sources.map(({ placed }) => placed.item.key)));
  return { matches, left: old.filter(({ item }) => !found.has(item.key)) };
}

function sureSources(
  item: Item,
  old: readonly PlacedItem[],
  from: Template,
  to: Template,
  traced: Trace,
): ItemSource[] {
  return old.flatMap((placed): ItemSource[] => {
    const { key } = placed.item;
    const told = traced.items.get(key);
    const reached = told?.includes(item.key) ?? false;
    // a version that dropped the key in between and took it up again means the same by it
    const kept = key === item.key && !traced.dropped.has(key) && (told === undefined || told.length === 0);
    const trusted = from.id === to.id || itemSimilarity(placed.item, item) >= SAME_KEY_ELSEWHERE;
    if (!reached && !(kept && trusted)) return [];
    return [{ placed, main: told === undefined || told.length === 0 || told[0] === item.key, score: 1 }];
  });
}

function howOf(item: Item, sources: readonly ItemSource[], all: ReadonlyMap<string, readonly ItemSource[]>): Match {
  if (sources.length > 1) return "merged";
  const [source] = sources;
  const continued = [...all.values()].filter((others) =>
    others.some(({ placed }) => placed.item.key === source?.placed.item.key),
  );
  if (continued.length > 1) return "split";
  return source?.placed.item.key === item.key ? "key" : "renamed";
}

/** The best pairs first, each item once. */
function propose(now: readonly PlacedItem[], old: readonly PlacedItem[]): Map<string, ItemSource> {
  const pairs = now
    .flatMap((target) =>
      old
        .filter(({ place }) => place.kind === target.place.kind)
        .map((placed) => ({ target, placed, score: itemSimilarity(placed.item, target.item) })),
    )
    .filter(({ score }) => score >= LIKELY)
    .sort((a, b) => b.score - a.score);
  const [found, taken] = [new Map<string, ItemSource>(), new Set<string>()];
  for (const { target, placed, score } of pairs) {
    if (found.has(target.item.key) || taken.has(placed.item.key)) continue;
    found.set(target.item.key, { placed, main: true, score });
    taken.add(placed.item.key);
  }
  return found;
}
