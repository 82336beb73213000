import { useEffect } from "react";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import type { ChecksReply, ChecksRequest } from "#app/features/findings/checks.worker.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

const QUIET_MS = 250;

/** Keeps the workspace's findings up to date: they follow a pause in what the person does. */
export function useChecks(): void {
  const workspace = useWorkspace();

  useEffect(() => {
    const worker = new Worker(new URL("./checks.worker.ts", import.meta.url), { type: "module" });
    const post = (request: ChecksRequest): void => worker.postMessage(request);
    const { template, indicators, plans, district, year, lastYear } = workspace;
    post({ kind: "open", frame: { template, indicators, plans, district, year, lastYear } });

    let sent: SubmissionContent["answers"] = new Map();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen: SubmissionContent | undefined;
    const look = (): void => {
      if (workspace.content() === seen) return;
      seen = workspace.content();
      clearTimeout(timer);
      timer = setTimeout(() => {
        const { answers, evidence } = workspace.content();
        post({ kind: "check", changed: [...answers].filter(([key, answer]) => sent.get(key) !== answer), evidence });
        sent = answers;
      }, QUIET_MS);
    };
    worker.onmessage = ({ data }: MessageEvent<ChecksReply>) => workspace.setFindings(data);
    look();
    const unsubscribe = workspace.subscribe(look);
    return () => {
      unsubscribe();
      clearTimeout(timer);
      worker.terminate();
    };
  }, [workspace]);
}
