import type { Draft } from "#core/builder/draft.ts";
import type { Lineage } from "#core/template/lineage.ts";

/**
 * The lineage after a key of the base version, or one that continues it, goes on under another: last year's answers find
 * it there. A key of this draft's own has no past. Renaming back gives the old lineage again.
 */
export function renamedLineage({ base, template }: Draft, kind: "item" | "field", from: string, to: string): Lineage[] {
  if (!base) return template.lineage;
  const list = kind === "item" ? "items" : "fields";
  return template.lineage.map((each) => {
    if (each.version !== base.version || (each.id ?? template.id) !== base.id) return each;
    const steps = each[list];
    if (steps.some((step) => step.to.includes(from)))
      return {
        ...each,
        [list]: steps
          .map((step) => ({ ...step, to: step.to.map((key) => (key === from ? to : key)) }))
          .filter((step) => step.from.join() !== step.to.join()),
      };
    const told = steps.some((step) => step.from.includes(from));
    return base.keys.includes(`${kind}:${from}`) && !told
      ? { ...each, [list]: [...steps, { from: [from], to: [to] }] }
      : each;
  });
}
