import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { onNotice, useLive } from "#app/data/notices.ts";
import { Pulse } from "#app/data/pulse.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import type { Companion } from "#core/api/collation.ts";
import type { Notice } from "#core/notice/notice.ts";

const EVERY_MS = 15_000;
/** where changes are told: only to go on being seen by the others */
const LIVE_MS = 30_000;
/** What is told within this time is fetched with one beat. */
const GATHER_MS = 2000;
const NOBODY: readonly Companion[] = [];

/** The comments of a submission, of one item where it is named. */
export const commentsKey = (submissionId: string, itemKey?: string) =>
  itemKey === undefined ? ["comments", submissionId] : ["comments", submissionId, itemKey];
/** Where the submission stands; what can be written follows from it. */
export const flowKey = (submissionId: string) => ["flow", submissionId];
/** Invalidated, it beats at once. */
export const pulseKey = (submissionId: string) => ["companions", submissionId];
const companionsKey = (submissionId: string, itemKey: string | undefined) => [...pulseKey(submissionId), itemKey];

/**
 * Beats while the page can be seen: on opening an item, when a notice tells of a change, every 15 seconds where notices
 * do not come, and on coming back to the page.
 */
export function usePulse(itemKey: string | undefined): void {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const pulse = useMemo(() => new Pulse(workspace), [workspace]);
  const live = useLive();
  useBeatOnNotice(itemKey);
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
    refetchInterval: live ? LIVE_MS : EVERY_MS,
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

/** What the page has saved itself is told as well, and is nothing new to it. */
function useBeatOnNotice(open: string | undefined): void {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  useEffect(() => {
    let told: Notice[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const beat = () => {
      timer = undefined;
      const fresh = told.some(({ topic, itemKey, revision }) =>
        topic === "presence" ? itemKey === open : !revision || !itemKey || revision > workspace.revision(itemKey),
      );
      told = [];
      if (fresh) void queryClient.invalidateQueries({ queryKey: pulseKey(workspace.id) });
    };
    const deaf = onNotice((notice) => {
      if (notice.topic !== "everything" && notice.submissionId !== workspace.id) return;
      told.push(notice);
      timer ??= setTimeout(beat, GATHER_MS * (0.5 + Math.random() / 2));
    });
    return () => {
      deaf();
      clearTimeout(timer);
    };
  }, [workspace, queryClient, open]);
}
