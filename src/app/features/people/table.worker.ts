import type { Result } from "#core/result.ts";
import { readTableFile } from "#report/workbook/table-file.ts";

export interface TableRequest {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}
export type TableReply = Result<string[][], string>;

self.onmessage = ({ data: { name, bytes } }: MessageEvent<TableRequest>) => {
  self.postMessage(readTableFile(name, bytes) satisfies TableReply);
};
