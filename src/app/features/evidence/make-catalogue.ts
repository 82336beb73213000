import type { CatalogueReply, CatalogueRequest } from "#app/features/evidence/catalogue.worker.ts";
import { saveFile } from "#app/ui/save-file.ts";

/** Makes the catalogue in a worker and hands it to the browser; gives the file's name. */
export function makeCatalogue(request: CatalogueRequest): Promise<string> {
  const worker = new Worker(new URL("./catalogue.worker.ts", import.meta.url), { type: "module" });
  return new Promise<string>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<CatalogueReply>) => {
      if (!data.ok) return reject(new Error(data.message));
      saveFile(new Blob([data.bytes], { type: data.mediaType }), data.fileName);
      resolve(data.fileName);
    };
    worker.onerror = () => reject(new Error("生成程序意外停止，请重试；若仍如此，请刷新页面"));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
