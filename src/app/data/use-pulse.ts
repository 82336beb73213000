import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { Pulse } from "#app/data/pulse.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import type { Companion } from "#core/api/collation.ts";

const EVERY_MS = 15_000;
const NOBODY: readonly Companion[] = [];

/** The comments of a submission, of one item where it is named. */
export const commentsKey = (submissionId: string, itemKey?: string) =>
  itemKey === undefined ? ["comments", submissionId] : ["comments", submissionId, itemKey];
/** Where the submission stands; what can be written follows from it. */
export const flowKey = (submissionId: string) => ["flow", submissionId];
/** Invalidated, it beats at once. */
export const pulseKey = (submissionId: string) => ["companions", submissionId];
const companionsKey = (submissionId: string, itemKey: string | undefined) => [...pulseKey(submissionId), itemKey];

/** Beats while the page can be seen: on opening an item, every 15 seconds, and on coming back to the page. */
export function usePulse(itemKey: string | undefined): void {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const pulse = useMemo(() => new Pulse(workspace), [workspace]);
  useQuery<readonly Companion[]>({
    queryKey: companionsKey(workspace.id, itemKey),
    queryFn: async ({ signal }) => {
      const { others, changed } = await pulse.beat(itemKey, signal);
      if (changed) {
        void queryClient.invalidateQueries({ queryKey: commentsKey(workspace.id) });
        void queryClient.invalidateQueries({ queryKey: flowKey(workspace.id) });
      }
      return others;
    },
    refetchInterval: EVERY_MS,
    refetchOnWindowFocus: "always",
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}

/** Who else has the item open, as the last beat told. */
export function useCompanions(itemKey: string): readonly Companion[] {
  const workspace = useWorkspace();
  const { data = NOBODY } = useQuery<readonly Companion[]>({
    queryKey: companionsKey(workspace.id, itemKey),
    enabled: false,
  });
  return data;
}
