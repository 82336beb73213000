import type { PaperReply, PaperRequest } from "#app/ui/paper/paper.worker.ts";
import type { Paper } from "#app/ui/paper/papers.ts";
import { saveFile } from "#app/ui/save-file.ts";
import type { Duties } from "#core/document/task-table.ts";
import type { Template } from "#core/template/schema.ts";

/** Makes the file in a worker and hands it to the browser. */
export async function makePaper(template: Template, { what, format }: Paper, duties: Duties): Promise<void> {
  const worker = new Worker(new URL("./paper.worker.ts", import.meta.url), { type: "module" });
  const made = new Promise<void>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<PaperReply>) => {
      if (!data.ok) return reject(new Error(data.message));
      saveFile(new Blob([data.bytes], { type: data.mediaType }), data.fileName);
      resolve();
    };
    worker.onerror = () => reject(new Error("生成程序意外停止，请重试；若仍如此，请刷新页面"));
    worker.postMessage({ template, what, format, duties } satisfies PaperRequest);
  });
  await made.finally(() => worker.terminate());
}
