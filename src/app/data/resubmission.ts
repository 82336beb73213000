import { hashText } from "#app/data/version-stamp.ts";
import type { FrozenVersion } from "#core/api/flow.ts";
import { itemDifference } from "#core/review/compare.ts";
import type { ItemDifference } from "#core/review/difference.ts";
import { freeze } from "#core/review/freeze.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline, placedTitle } from "#core/template/outline.ts";

export interface ChangedItem {
  itemKey: string;
  /** 5.教育投入 */
  item: string;
  difference: ItemDifference;
}

/** What would be sent differs from the version before: item by item in report order, what was returned in any case. */
export function changedItems(
  content: SubmissionContent,
  findings: readonly Finding[],
  before: Pick<FrozenVersion, "round" | "items">,
  returned: ReadonlySet<string>,
): ChangedItem[] {
  const placed = new Map(outline(content.template).map((each) => [each.item.key, each]));
  const known = new Map(before.items.map((each) => [each.itemKey, each]));
  return freeze(content, [...findings]).items.flatMap(({ item, text }) => {
    const was = known.get(item.itemKey);
    const here = placed.get(item.itemKey);
    if (!was || !here) return [];
    const after = { round: before.round + 1, item: { ...item, hash: hashText(text) } };
    const difference = itemDifference(here.item, { round: before.round, item: was }, after);
    if (!difference.changed && !returned.has(item.itemKey)) return [];
    return [{ itemKey: item.itemKey, item: placedTitle(here), difference }];
  });
}
