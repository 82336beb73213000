import type { ConclusionReply, ConclusionRequest } from "#app/features/conclusion/conclusion.worker.ts";
import { saveFile } from "#app/ui/save-file.ts";

/** Makes a document in a worker and hands it to the browser. */
export function makeConclusionFile(request: ConclusionRequest): Promise<void> {
  const worker = new Worker(new URL("./conclusion.worker.ts", import.meta.url), { type: "module" });
  return new Promise<void>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<ConclusionReply>) => {
      if (!data.ok) return reject(new Error(data.message));
      saveFile(new Blob([data.bytes], { type: data.mediaType }), data.fileName);
      resolve();
    };
    worker.onerror = () => reject(new Error("生成程序意外停止，请重试；若仍如此，请刷新页面"));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
