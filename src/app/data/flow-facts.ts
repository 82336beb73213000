import type { Flow, FrozenRound, ItemReturn } from "#core/api/flow.ts";

/** The version that stands: the newest that was not taken back. */
export const standingRound = ({ rounds }: Flow): FrozenRound | undefined => rounds.find(({ recalled }) => !recalled);

/** The items that the city has sent back and that are not answered yet, in report order as far as it is told. */
export const openReturns = ({ phase, returns }: Pick<Flow, "phase" | "returns">): ItemReturn[] =>
  phase === "returned" ? returns.filter(({ answeredRound }) => answeredRound === null) : [];

/** The newest reason and day for each item. */
export function returnsByItem(flow: Pick<Flow, "phase" | "returns">): Map<string, ItemReturn> {
  const byItem = new Map<string, ItemReturn>();
  for (const each of openReturns(flow))
    if (each.returnedAt > (byItem.get(each.itemKey)?.returnedAt ?? "")) byItem.set(each.itemKey, each);
  return byItem;
}

/** When the state began; null = it never left the draft. */
export const since = ({ steps }: Pick<Flow, "steps">): string | null => steps[0]?.at ?? null;
