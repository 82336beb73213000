import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { submissionsQuery } from "#app/data/queries.ts";
import { pulseKey } from "#app/data/use-pulse.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { handIn, sendBack, takeOver } from "#core/api/collation.ts";
import type { SignOffEvent } from "#core/workflow/sign-off.ts";

export interface SignOffRequest {
  event: Exclude<SignOffEvent, "reassign">;
  itemKeys: readonly string[];
  reason?: string;
}

/** Hands in, takes over or sends back. What was typed here goes to the server before it is handed in. */
export function useSignOff() {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ event, itemKeys, reason = "" }: SignOffRequest) => {
      const params = { submissionId: workspace.id };
      const keys = [...itemKeys];
      switch (event) {
        case "hand-in": {
          await workspace.flush();
          const unsaved = keys.find((itemKey) => workspace.saveState(itemKey).kind !== "saved");
          if (unsaved !== undefined) throw new Error("还有内容没有存到服务器，请等保存完成后再交稿");
          return call(handIn, { params, body: { itemKeys: keys } });
        }
        case "take-over":
          return call(takeOver, { params, body: { itemKeys: keys } });
        case "send-back":
          return call(sendBack, { params, body: { itemKeys: keys, reason } });
      }
    },
    onSuccess: (changed) => {
      for (const { itemKey, signOff } of changed) workspace.signOff(itemKey, signOff);
      // whether this person may still write the item comes with the next beat
      void queryClient.invalidateQueries({ queryKey: pulseKey(workspace.id) });
      return queryClient.invalidateQueries({ queryKey: submissionsQuery.queryKey });
    },
  });
}
