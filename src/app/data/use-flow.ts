import { useQuery } from "@tanstack/react-query";
import { returnsByItem } from "#app/data/flow-facts.ts";
import { flowQuery } from "#app/data/flow-queries.ts";
import { actorOf, useMe } from "#app/data/me.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { type Action, can } from "#core/access/access.ts";
import type { Flow, ItemReturn } from "#core/api/flow.ts";

/** Undefined until it has been read. */
export const useFlow = (): Flow | undefined => useQuery(flowQuery(useWorkspace().id)).data;

/** What the city says about the item; undefined = it was not sent back, or has been answered. */
export function useReturned(itemKey: string): ItemReturn | undefined {
  const flow = useFlow();
  return flow && returnsByItem(flow).get(itemKey);
}

/** Whether the screen should offer an action on the open submission; without an item, on any of it. */
export function useMayHere(action: Action, itemKey?: string): boolean {
  const me = useMe();
  const flow = useFlow();
  const phase = flow?.phase;
  const unlocked = flow !== undefined && openTo(flow, itemKey);
  return can(actorOf(me), action, { organisationId: me.organisation.id, unitId: me.unitId, phase, unlocked });
}

const openTo = (flow: Flow, itemKey: string | undefined): boolean => {
  const returned = returnsByItem(flow);
  return itemKey === undefined ? returned.size > 0 : returned.has(itemKey);
};
