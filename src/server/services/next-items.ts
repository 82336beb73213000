import type { Actor } from "#core/access/access.ts";
import type { OpenItem } from "#core/api/submission-list.ts";
import type { ItemProgress } from "#core/submission/progress.ts";
import { outline, type PlacedItem } from "#core/template/outline.ts";
import { isLocked, type SignOffState } from "#core/workflow/sign-off.ts";
import type { Assignment, SubmissionHead } from "#server/services/submission-rows.ts";

/** Whether somebody still has to write here: what was sent back is to be done again, what was handed in is done. */
export const isTodo = (progress: ItemProgress, stage: SignOffState): boolean =>
  stage === "returned" || (!isLocked(stage) && progress.state !== "done");

const SHOWN = 8;
const NO_DAY = "9999-12-31";

/** What the reader does next: the own unit's open items where there are any, what was sent back first, then the earliest due. */
export function nextItems(
  actor: Actor,
  head: SubmissionHead,
  progress: ReadonlyMap<string, ItemProgress>,
  assignments: ReadonlyMap<string, Assignment>,
  stage: (itemKey: string) => SignOffState,
): OpenItem[] {
  const placed = outline(head.template);
  const isMine = ({ item }: PlacedItem): boolean =>
    actor.unitId !== undefined && assignments.get(item.key)?.unitId === actor.unitId;
  const own = placed.some(isMine) ? placed.filter(isMine) : placed;
  return own
    .flatMap((each) =>
      openItem(
        each,
        progress.get(each.item.key),
        stage(each.item.key),
        assignments.get(each.item.key)?.due ?? head.deadline,
      ),
    )
    .sort((a, b) => Number(b.returned) - Number(a.returned) || byDay(a.due ?? NO_DAY, b.due ?? NO_DAY))
    .slice(0, SHOWN);
}

const byDay = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function openItem(
  { item, place, label }: PlacedItem,
  state: ItemProgress | undefined,
  stage: SignOffState,
  due: string | null,
): OpenItem[] {
  if (!state || !isTodo(state, stage)) return [];
  const mark = place.kind === "section" ? "." : place.kind === "part" ? "、" : "";
  return [
    {
      itemKey: item.key,
      label: `${label}${mark}`,
      heading: item.heading,
      state: state.state,
      returned: stage === "returned",
      missing: state.missing.length,
      due,
    },
  ];
}
