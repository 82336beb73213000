import type { Actor } from "#core/access/access.ts";
import type { OpenItem } from "#core/api/submission.ts";
import type { ItemProgress } from "#core/submission/progress.ts";
import { outline, type PlacedItem } from "#core/template/outline.ts";
import type { Assignment, SubmissionHead } from "#server/services/submission-rows.ts";

const SHOWN = 8;
const NO_DAY = "9999-12-31";

/** What the reader does next: the own unit's open items where there are any, the earliest due first, then report order. */
export function nextItems(
  actor: Actor,
  head: SubmissionHead,
  progress: ReadonlyMap<string, ItemProgress>,
  assignments: ReadonlyMap<string, Assignment>,
): OpenItem[] {
  const placed = outline(head.template);
  const isMine = ({ item }: PlacedItem): boolean =>
    actor.unitId !== undefined && assignments.get(item.key)?.unitId === actor.unitId;
  const own = placed.some(isMine) ? placed.filter(isMine) : placed;
  return own
    .flatMap((each) =>
      openItem(each, progress.get(each.item.key), assignments.get(each.item.key)?.due ?? head.deadline),
    )
    .sort((a, b) => ((a.due ?? NO_DAY) < (b.due ?? NO_DAY) ? -1 : (a.due ?? NO_DAY) > (b.due ?? NO_DAY) ? 1 : 0))
    .slice(0, SHOWN);
}

function openItem({ item, place, label }: PlacedItem, state: ItemProgress | undefined, due: string | null): OpenItem[] {
  if (!state || state.state === "done") return [];
  const mark = place.kind === "section" ? "." : place.kind === "part" ? "、" : "";
  return [
    {
      itemKey: item.key,
      label: `${label}${mark}`,
      heading: item.heading,
      state: state.state,
      missing: state.missing.length,
      due,
    },
  ];
}
