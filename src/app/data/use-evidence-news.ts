import { useEffect } from "react";
import { CallError, call } from "#app/data/client.ts";
import { EvidenceNews } from "#app/data/evidence-news.ts";
import { gatherMs } from "#app/data/gather.ts";
import { onNotice } from "#app/data/notices.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { listEvidence } from "#core/api/evidence.ts";

const AGAIN_MS = 15_000;

/** The library of the open submission follows what others do in it. */
export function useEvidenceNews(): void {
  const workspace = useWorkspace();
  useEffect(() => {
    const params = { submissionId: workspace.id };
    const news = new EvidenceNews(workspace, () => call(listEvidence, { params }));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (ms: number): void => {
      timer ??= setTimeout(() => void take(), ms);
    };
    const take = async (): Promise<void> => {
      timer = undefined;
      try {
        await news.take();
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        later(AGAIN_MS);
      }
    };
    const deaf = onNotice(({ topic, submissionId }) => {
      const here = topic === "evidence" && submissionId === workspace.id;
      if (here || topic === "everything") later(gatherMs());
    });
    return () => {
      deaf();
      clearTimeout(timer);
    };
  }, [workspace]);
}
