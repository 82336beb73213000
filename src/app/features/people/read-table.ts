import type { TableReply, TableRequest } from "#app/features/people/table.worker.ts";

const DAMAGED = "文件读到一半出错，请用 Excel 或 WPS 打开后另存一次";
const TOO_LARGE = "文件超过5 MB，不像是名单；请只保留名单所在的工作表后重试";
const LARGEST = 5_000_000;
const PATIENCE_MS = 30_000;

/** The cells of a chosen file, read where it can be given up: the file never leaves this machine, its text does. */
export async function readTable(file: File): Promise<TableReply> {
  if (file.size > LARGEST) return { ok: false, error: TOO_LARGE };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const worker = new Worker(new URL("./table.worker.ts", import.meta.url), { type: "module" });
  const request: TableRequest = { name: file.name, bytes };
  const failed = { ok: false, error: DAMAGED } as const;
  try {
    return await new Promise<TableReply>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<TableReply>) => resolve(data);
      worker.onerror = () => resolve(failed);
      setTimeout(() => resolve(failed), PATIENCE_MS);
      worker.postMessage(request);
    });
  } finally {
    worker.terminate();
  }
}
