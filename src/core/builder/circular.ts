import { parseExpression } from "feelin";
import type { BuilderFault } from "#core/builder/fault.ts";
import type { Item, Rule } from "#core/template/schema.ts";

/** A rule that fixes a figure by others: 合计数 = 合计(甲, 乙). */
export interface Determined {
  path: string;
  itemKey: string;
  key: string;
  by: string[];
}

/** What a rule determines; nothing where it only compares. */
export function determined(item: Item, rule: Rule): Determined[] {
  const match = /^\s*([\p{Script=Han}A-Za-z][\p{Script=Han}A-Za-z0-9]*)\s*=\s*(合计|差|积|商)\s*\(/u.exec(rule.expect);
  const key = match?.[1];
  if (key === undefined) return [];
  const names: string[] = [];
  parseExpression(rule.expect, {}, undefined).iterate({
    enter: ({ name, from, to, node }) => {
      if (
        name === "VariableName" &&
        node.parent?.name !== "FunctionInvocation" &&
        node.parent?.name !== "PathExpression"
      )
        names.push(rule.expect.slice(from, to));
    },
  });
  const [, ...by] = names;
  return [{ path: `${item.key}/rules/${rule.key}`, itemKey: item.key, key, by }];
}

/** Figures that in the end determine themselves: none of them could ever be filled in first. */
export function circularFaults(all: readonly Determined[]): BuilderFault[] {
  const next = new Map<string, Determined[]>();
  for (const each of all) next.set(each.key, [...(next.get(each.key) ?? []), each]);
  const done = new Set<string>();
  const faults: BuilderFault[] = [];
  for (const start of next.keys()) {
    const cycle = done.has(start) ? undefined : findCycle(start, next, done);
    const [first] = cycle ?? [];
    if (!cycle || !first) continue;
    const round = [...cycle.map(({ key }) => `“${key}”`), `“${first.key}”`].join("→");
    faults.push({
      code: "builder.circular",
      severity: "error",
      path: first.path,
      itemKey: first.itemKey,
      message: `数据项互相推算，没有起点：${round}，请去掉其中一条`,
    });
  }
  return faults;
}

/** Depth first with a stack of its own: however long the chain, nothing overflows. */
function findCycle(
  start: string,
  next: ReadonlyMap<string, readonly Determined[]>,
  done: Set<string>,
): Determined[] | undefined {
  const way: { key: string; edges: { rule: Determined; to: string }[]; taken?: Determined }[] = [];
  const edgesOf = (key: string) => (next.get(key) ?? []).flatMap((rule) => rule.by.map((to) => ({ rule, to })));
  way.push({ key: start, edges: edgesOf(start) });
  while (way.length > 0) {
    const here = way.at(-1);
    const edge = here?.edges.pop();
    if (!here) break;
    if (!edge) {
      done.add(here.key);
      way.pop();
      continue;
    }
    here.taken = edge.rule;
    const at = way.findIndex(({ key }) => key === edge.to);
    if (at >= 0) {
      for (const { key } of way) done.add(key);
      return way.slice(at).flatMap(({ taken }) => taken ?? []);
    }
    if (!done.has(edge.to)) way.push({ key: edge.to, edges: edgesOf(edge.to) });
  }
  return undefined;
}
