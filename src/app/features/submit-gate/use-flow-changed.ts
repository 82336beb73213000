import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { submissionsQuery } from "#app/data/queries.ts";
import { flowKey, pulseKey } from "#app/data/use-pulse.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";

/** After a step of the flow everything that follows from it is asked for again: state, locks, the first screen. */
export function useFlowChanged(): () => Promise<void> {
  const { id } = useWorkspace();
  const queryClient = useQueryClient();
  return useCallback(async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: flowKey(id) }),
      queryClient.invalidateQueries({ queryKey: pulseKey(id) }),
      queryClient.invalidateQueries({ queryKey: submissionsQuery.queryKey }),
    ]);
  }, [queryClient, id]);
}
