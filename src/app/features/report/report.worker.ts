import type { ReportDocument } from "#core/document/model.ts";
import { makeReport, type ReportFormat } from "#report/make.ts";

export interface ReportRequest {
  run: number;
  document: ReportDocument;
  format: ReportFormat;
}

export type ReportReply =
  | {
      run: number;
      kind: "made";
      bytes: Uint8Array<ArrayBuffer>;
      mediaType: string;
      fileName: string;
      missing: string[];
    }
  | { run: number; kind: "failed"; message: string };

/** Fonts are files of this installation; nothing is fetched from anywhere else. */
async function loadFont(fileName: string): Promise<Uint8Array> {
  const response = await fetch(`/fonts/${fileName}`);
  if (!response.ok) throw new Error(`字体 ${fileName} 读取失败（${response.status}）`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Files are written off the main thread; the writers load only when the first one is asked for. */
self.onmessage = async (event: MessageEvent<ReportRequest>) => {
  const { run, document, format } = event.data;
  try {
    const made = await makeReport({ document, format, loadFont });
    const bytes = new Uint8Array(made.bytes);
    const reply: ReportReply = { ...made, run, kind: "made", bytes };
    self.postMessage(reply, { transfer: [bytes.buffer] });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    self.postMessage({ run, kind: "failed", message } satisfies ReportReply);
  }
};
