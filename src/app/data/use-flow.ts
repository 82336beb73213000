import { useQuery } from "@tanstack/react-query";
import { shortStamp } from "#app/data/clock.ts";
import { returnsByItem, since } from "#app/data/flow-facts.ts";
import { flowQuery } from "#app/data/flow-queries.ts";
import { actorOf, useMe } from "#app/data/me.ts";
import { SAMPLE_ID } from "#app/data/sample-id.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { type Action, can } from "#core/access/access.ts";
import type { Flow, ItemReturn } from "#core/api/flow.ts";
import type { Phase } from "#core/review/flow.ts";

/** Undefined until it has been read. */
export function useFlow(): Flow | undefined {
  const { id } = useWorkspace();
  return useQuery({ ...flowQuery(id), enabled: id !== SAMPLE_ID }).data;
}

/** What the city says about the item; undefined = it was not sent back, or has been answered. */
export function useReturned(itemKey: string): ItemReturn | undefined {
  const flow = useFlow();
  return flow && returnsByItem(flow).get(itemKey);
}

/** Since when an item is frozen, and by what; undefined = the flow leaves it open. */
export function useFrozen(itemKey: string): { phase: Phase; since: string } | undefined {
  const flow = useFlow();
  if (!flow || flow.phase === "drafting" || openTo(flow, itemKey)) return undefined;
  const at = since(flow);
  return { phase: flow.phase, since: at === null ? "报送" : shortStamp(at) };
}

/** Whether the screen should offer an action on an item, with the unit that has it, or else on any of the open submission. */
export function useMayHere(action: Action, itemKey?: string, unitId?: string): boolean {
  const me = useMe();
  const flow = useFlow();
  const phase = flow?.phase;
  const unlocked = flow !== undefined && openTo(flow, itemKey);
  return can(actorOf(me), action, {
    organisationId: me.organisation.id,
    unitId: unitId ?? (itemKey === undefined ? me.unitId : undefined),
    phase,
    unlocked,
  });
}

const openTo = (flow: Flow, itemKey: string | undefined): boolean => {
  const returned = returnsByItem(flow);
  return itemKey === undefined ? returned.size > 0 : returned.has(itemKey);
};
