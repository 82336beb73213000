import { type Evidence, evidenceOf } from "#core/evidence/evidence.ts";
import type { ItemMatch } from "#core/reuse/match-items.ts";
import type { CarryEvidence } from "#core/reuse/plan.ts";
import { similarity } from "#core/reuse/similarity.ts";
import type { Item } from "#core/template/schema.ts";

interface Side {
  year: number;
  evidence: readonly Evidence[];
}

/** Titles of slots that ask for the same paper. */
const SAME_SLOT = 0.6;

/** Last year's papers under the items that go on here. They are linked and marked; whether they still hold is to be seen. */
export function planEvidence({ target, how, sources }: ItemMatch, from: Side, to: Side): CarryEvidence[] {
  const { item } = target;
  const here = new Set(evidenceOf(item.key, to.evidence).map(({ record }) => record.sha256));
  const seen = new Set<string>();
  return sources.flatMap(({ placed, main }) =>
    evidenceOf(placed.item.key, from.evidence).flatMap(({ record, link }): CarryEvidence[] => {
      if (record.carried !== undefined || seen.has(record.id)) return [];
      seen.add(record.id);
      const slot = slotFor(item, placed.item, link.slot);
      return [
        {
          id: `${item.key}/evidence/${record.id}`,
          itemKey: item.key,
          evidenceId: record.id,
          title: record.title,
          ...(slot === undefined ? {} : { slot }),
          ...(link.pagesCited ? { pagesCited: link.pagesCited } : {}),
          outdated: isOutdated(record, to.year),
          chosen: main && how !== "similar",
          taken: here.has(record.sha256),
        },
      ];
    }),
  );
}

/** A report of a year speaks of the year before it as well. */
export const isOutdated = ({ effectiveUntil }: Pick<Evidence, "effectiveUntil">, year: number): boolean =>
  effectiveUntil !== null && effectiveUntil < `${year}-01-01`;

/** The slot that asks for the same paper: by its key, or by what it is called. */
function slotFor(item: Item, was: Item, key: string | undefined): string | undefined {
  const old = was.evidence.find((slot) => slot.key === key);
  if (!old) return undefined;
  const same = item.evidence.find((slot) => slot.key === key);
  if (same && (was.key === item.key || similarity(same.title, old.title) >= SAME_SLOT)) return same.key;
  return item.evidence
    .map((slot) => ({ slot, score: similarity(slot.title, old.title) }))
    .filter(({ score }) => score >= SAME_SLOT)
    .sort((a, b) => b.score - a.score)[0]?.slot.key;
}
