import type { PreviewFailure } from "#app/features/evidence/preview/preview-failure.ts";
import type {
  PreviewAnswers,
  PreviewReply,
  PreviewRequest,
  PreviewRequests,
  PreviewTask,
} from "#app/features/evidence/preview/preview-messages.ts";
import { err, type Result } from "#core/result.ts";

/** A file that takes longer is hostile, or too much for the machine. */
const PATIENCE_MS = 20_000;

export interface PreviewWorker {
  run: <T extends PreviewTask>(
    task: T,
    input: PreviewRequests[T],
  ) => Promise<Result<PreviewAnswers[T], PreviewFailure>>;
  stop: () => void;
}

/** A thread of its own for one file. It is ended with the preview, or when it does not answer. */
export function startPreviewWorker(): PreviewWorker {
  const worker = new Worker(new URL("./preview.worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, (result: PreviewReply["result"]) => void>();
  let runs = 0;
  let stopped: PreviewFailure | undefined;

  const end = (failure: PreviewFailure): void => {
    stopped = failure;
    worker.terminate();
    for (const settle of waiting.values()) settle(err(failure));
    waiting.clear();
  };
  worker.onmessage = ({ data }: MessageEvent<PreviewReply>) => {
    waiting.get(data.run)?.(data.result);
    waiting.delete(data.run);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    end("damaged");
  };
  return {
    run: <T extends PreviewTask>(task: T, input: PreviewRequests[T]) =>
      new Promise<Result<PreviewAnswers[T], PreviewFailure>>((resolve) => {
        if (stopped) return resolve(err(stopped));
        runs += 1;
        const timer = setTimeout(() => end("too-slow"), PATIENCE_MS);
        waiting.set(runs, (result) => {
          clearTimeout(timer);
          // the worker answers each task in its own kind
          resolve(result as Result<PreviewAnswers[T], PreviewFailure>);
        });
        worker.postMessage({ task, run: runs, ...input } as PreviewRequest);
      }),
    stop: () => end("damaged"),
  };
}
