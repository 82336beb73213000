import { useEffect } from "react";
import { useDraftStore } from "#app/data/draft-context.tsx";
import type { ChecksReply, ChecksRequest } from "#app/features/builder/checks.worker.ts";
import type { Edit } from "#core/builder/edit.ts";
import type { Indicator } from "#core/indicator/indicator.ts";

const QUIET_MS = 250;

/** Keeps what is wrong with the draft up to date: it follows a pause, off the main thread. */
export function useChecks(indicators: readonly Indicator[]): void {
  const store = useDraftStore();
  useEffect(() => {
    const worker = new Worker(new URL("./checks.worker.ts", import.meta.url), { type: "module" });
    const post = (request: ChecksRequest): void => worker.postMessage(request);
    worker.onmessage = ({ data }: MessageEvent<ChecksReply>) => store.setFaults(data);
    post({ kind: "open", draft: store.draft, indicators });
    let waiting: Edit[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = store.follow((draft, edits) => {
      clearTimeout(timer);
      if (!edits) {
        waiting = [];
        return post({ kind: "replace", draft });
      }
      waiting.push(...edits);
      timer = setTimeout(() => {
        post({ kind: "edits", edits: waiting });
        waiting = [];
      }, QUIET_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
      worker.terminate();
    };
  }, [store, indicators]);
}
