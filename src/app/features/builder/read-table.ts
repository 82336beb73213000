import type { TableReply, TableRequest } from "#app/features/builder/table.worker.ts";
import type { TableCell } from "#core/builder/table-grid.ts";
import { err, type Result } from "#core/result.ts";

const LARGEST = 30_000_000;
const PATIENCE_MS = 60_000;

/** The largest table of a Word or Excel file, read off the main thread. */
export async function readTable(file: File): Promise<Result<TableCell[][], string>> {
  if (file.size > LARGEST) return err("文件超过30MB，请只保留指标表后再导入");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const worker = new Worker(new URL("./table.worker.ts", import.meta.url), { type: "module" });
  const read = new Promise<TableReply>((resolve) => {
    const timer = setTimeout(() => resolve(err("读取时间过长，请只保留指标表后再导入")), PATIENCE_MS);
    const end = (reply: TableReply): void => {
      clearTimeout(timer);
      resolve(reply);
    };
    worker.onmessage = ({ data }: MessageEvent<TableReply>) => end(data);
    worker.onerror = () => end(err("文件读取失败，请用 Word、Excel 或 WPS 打开后另存一次"));
    worker.postMessage({ name: file.name, bytes } satisfies TableRequest);
  });
  return read.finally(() => worker.terminate());
}
