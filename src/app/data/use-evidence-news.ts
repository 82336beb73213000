import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { call } from "#app/data/client.ts";
import { EvidenceNews } from "#app/data/evidence-news.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { listEvidence } from "#core/api/evidence.ts";

/** The library of the open submission follows what others do in it: a notice makes it stale, and it is read again. */
export function useEvidenceNews(): void {
  const workspace = useWorkspace();
  const news = useMemo(
    () => new EvidenceNews(workspace, () => call(listEvidence, { params: { submissionId: workspace.id } })),
    [workspace],
  );
  useQuery({
    queryKey: ["library", workspace.id],
    queryFn: async () => {
      await news.take();
      return TAKEN;
    },
    // the workspace was opened with it
    initialData: TAKEN,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** What was read lies in the workspace. */
const TAKEN = true;
