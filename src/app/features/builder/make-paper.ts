import { call } from "#app/data/client.ts";
import type { PaperReply, PaperRequest } from "#app/features/builder/paper.worker.ts";
import type { Paper } from "#app/features/builder/papers.ts";
import { saveFile } from "#app/ui/save-file.ts";
import { getTemplate } from "#core/api/submission.ts";

/** Makes the file in a worker and hands it to the browser. */
export async function makePaper(query: { id: string; version: string }, paper: Paper): Promise<void> {
  const template = await call(getTemplate, { query });
  const worker = new Worker(new URL("./paper.worker.ts", import.meta.url), { type: "module" });
  const made = new Promise<void>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<PaperReply>) => {
      if (!data.ok) return reject(new Error(data.message));
      saveFile(new Blob([data.bytes], { type: data.mediaType }), data.fileName);
      resolve();
    };
    worker.onerror = () => reject(new Error("生成程序意外停止，请重试；若仍如此，请刷新页面"));
    const { what, format } = paper;
    worker.postMessage({ template, what, format } satisfies PaperRequest);
  });
  await made.finally(() => worker.terminate());
}
