import type { Draft } from "#core/builder/draft.ts";
import type { Edit } from "#core/builder/edit.ts";
import { err, ok, type Result } from "#core/result.ts";
import type { Lineage, LineageStep } from "#core/template/lineage.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

export type LineageKind = "item" | "field";

/** What the lineage says of an item that keeps its key and yet goes on as nothing. */
const ANEW = "本版重新设立，不沿用上年内容";
const AT_ONCE = "同一来源不能既保留或拆分给别处，又与其他来源合并；请先删去或更改它的其他去向";
const SAME_KEY = "名称与上年相同的数据项自动沿用；要作为新数据项，请先更改它的名称（键）";

/** The lineage of the version that the draft was made from; undefined = it was made from none. */
export const ownLineage = ({ base, template }: Told): Lineage | undefined =>
  base && template.lineage.find(({ id, version }) => version === base.version && (id ?? template.id) === base.id);

const stepsOf = (lineage: Lineage, kind: LineageKind): readonly LineageStep[] =>
  kind === "item" ? lineage.items : lineage.fields;

/** Where every key of the base goes, in the base's order. */
function targets(draft: Draft, lineage: Lineage, kind: LineageKind): Map<string, string[]> {
  const steps = stepsOf(lineage, kind);
  const live = liveKeys(draft, kind);
  const keys = (draft.base?.keys ?? []).flatMap((name) =>
    name.startsWith(`${kind}:`) ? [name.slice(kind.length + 1)] : [],
  );
  return new Map(
    [...new Set([...keys, ...steps.flatMap(({ from }) => from)])].map((key) => {
      const told = steps.find(({ from }) => from.includes(key));
      const implied = live.has(key) && !isDropped(lineage, kind, key) ? [key] : [];
      return [key, told ? [...told.to] : implied];
    }),
  );
}

function liveKeys({ template }: Draft, kind: LineageKind): ReadonlySet<string> {
  const items = outline(template).map(({ item }) => item);
  return new Set(
    kind === "item" ? items.map(({ key }) => key) : items.flatMap(({ fields }) => fields.map((f) => f.key)),
  );
}

type Told = Pick<Draft, "base"> & { template: Pick<Template, "id" | "lineage"> };

/** The items or fields of the base version that go on as this one; none = it is new. */
export function sourcesOf(draft: Told, kind: LineageKind, key: string): string[] {
  const lineage = ownLineage(draft);
  if (!lineage) return [];
  const steps = stepsOf(lineage, kind);
  const told = steps.some(({ from }) => from.includes(key)) || isDropped(lineage, kind, key);
  const implied = !told && draft.base?.keys.includes(`${kind}:${key}`) ? [key] : [];
  return [...implied, ...steps.flatMap(({ from, to }) => (to.includes(key) ? from : []))];
}

/** Whether a source goes on as several. */
export const isShared = (draft: Told, kind: LineageKind, source: string): boolean => {
  const lineage = ownLineage(draft);
  return lineage !== undefined && stepsOf(lineage, kind).some(({ from, to }) => from.includes(source) && to.length > 1);
};

const isDropped = ({ dropped }: Lineage, kind: LineageKind, key: string): boolean =>
  kind === "item" && dropped.some(({ item }) => item === key);

/** Says which items or fields of the base version go on as this one: continued, merged from several, or split from one. */
export function setSources(
  draft: Draft,
  kind: LineageKind,
  key: string,
  sources: readonly string[],
): Result<Edit, string> {
  const lineage = ownLineage(draft);
  if (!lineage) return err("这份清单没有底稿版本，不写沿革");
  const ways = targets(draft, lineage, kind);
  for (const [from, to] of ways) {
    const others = to.filter((each) => each !== key);
    ways.set(from, sources.includes(from) ? [...others, key] : others);
  }
  const steps = stepsFrom(ways);
  if (!steps.ok) return steps;
  const live = liveKeys(draft, kind);
  // a key that lives on and is told to go nowhere
  const anew = [...ways].flatMap(([from, to]) => (to.length === 0 && live.has(from) ? [from] : []));
  if (kind === "field" && anew.length > 0) return err(SAME_KEY);
  const changed: Lineage =
    kind === "field"
      ? { ...lineage, fields: steps.value }
      : { ...lineage, items: steps.value, dropped: droppedAfter(lineage, ways, anew) };
  const all = draft.template.lineage.map((each) => (each === lineage ? changed : each));
  return ok({ kind: "set", at: { kind: "template" }, patch: { lineage: all } });
}

function droppedAfter(
  { dropped }: Lineage,
  ways: ReadonlyMap<string, readonly string[]>,
  anew: readonly string[],
): Lineage["dropped"] {
  const kept = dropped.filter(({ item }) => (ways.get(item)?.length ?? 0) === 0);
  const more = anew.filter((key) => !kept.some(({ item }) => item === key));
  return [...kept, ...more.map((item) => ({ item, reason: ANEW }))];
}

/** One step for all that hang together; what only keeps its key is not listed. */
function stepsFrom(ways: ReadonlyMap<string, readonly string[]>): Result<LineageStep[], string> {
  const into = new Map<string, string[]>();
  for (const [from, to] of ways) for (const each of to) into.set(each, [...(into.get(each) ?? []), from]);
  const steps: LineageStep[] = [];
  const done = new Set<string>();
  for (const [from, to] of ways) {
    if (done.has(from) || to.length === 0) continue;
    const [only = "", ...more] = to;
    const together = more.length === 0 ? (into.get(only) ?? [from]) : [from];
    const tangled =
      more.length > 0
        ? to.some((each) => (into.get(each)?.length ?? 0) > 1)
        : together.some((each) => (ways.get(each)?.length ?? 0) > 1);
    if (tangled) return err(AT_ONCE);
    for (const each of together) done.add(each);
    if (together.join() !== to.join()) steps.push({ from: [...together], to: [...to] });
  }
  return ok(steps);
}
