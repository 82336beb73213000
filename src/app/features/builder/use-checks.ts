import { useEffect } from "react";
import { useDraftStore } from "#app/data/draft-context.tsx";
import { later } from "#app/data/open-workspace.ts";
import type { ChecksReply, ChecksRequest } from "#app/features/builder/checks-desk.ts";
import { ChecksRun } from "#app/features/builder/checks-run.ts";
import type { Indicator } from "#core/indicator/indicator.ts";

/** Keeps what is wrong with the draft up to date: it follows a pause, off the main thread. */
export function useChecks(indicators: readonly Indicator[]): void {
  const store = useDraftStore();
  useEffect(() => {
    const worker = new Worker(new URL("./checks.worker.ts", import.meta.url), { type: "module" });
    const run = new ChecksRun(store.draft, indicators, {
      post: (request: ChecksRequest) => worker.postMessage(request),
      later,
      onFaults: (faults) => store.setFaults(faults),
    });
    worker.onmessage = ({ data }: MessageEvent<ChecksReply>) => run.received(data);
    const stop = store.follow((draft, edits) => run.follow(draft, edits));
    return () => {
      stop();
      run.stop();
      worker.terminate();
    };
  }, [store, indicators]);
}
