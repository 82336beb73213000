import type { OpinionReply, OpinionRequest } from "#app/features/opinion/opinion.worker.ts";

type Made = Extract<OpinionReply, { kind: "made" }>;

/** Makes one file in a worker of its own; aborting ends the worker. */
export const makeOpinion = (request: OpinionRequest, signal: AbortSignal): Promise<Made> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./opinion.worker.ts", import.meta.url), { type: "module" });
    const end = (): void => {
      worker.terminate();
      signal.removeEventListener("abort", abort);
    };
    const abort = (): void => {
      end();
      reject(new DOMException("cancelled", "AbortError"));
    };
    signal.addEventListener("abort", abort);
    worker.onmessage = ({ data }: MessageEvent<OpinionReply>) => {
      end();
      if (data.kind === "made") resolve(data);
      else reject(new Error(data.message));
    };
    worker.onerror = () => {
      end();
      reject(new Error("生成程序意外停止，请重试；若仍如此，请刷新页面"));
    };
    worker.postMessage(request);
  });
