import { readFont } from "#app/data/read-font.ts";
import { composeConclusion } from "#app/features/conclusion/compose-conclusion.ts";
import type { ConcludedReview } from "#core/api/conclusion.ts";
import { makeReport } from "#report/make.ts";

export interface ConclusionRequest {
  concluded: ConcludedReview;
  /** YYYY-MM-DD */
  date: string;
  format: "docx" | "pdf" | "xlsx";
}

export type ConclusionReply =
  | { ok: true; bytes: Uint8Array<ArrayBuffer>; mediaType: string; fileName: string }
  | { ok: false; message: string };

/** The documents of a conclusion, written off the main thread by the report's own writers. */
self.onmessage = async ({ data }: MessageEvent<ConclusionRequest>) => {
  self.postMessage(await make(data));
};

async function make({ concluded, date, format }: ConclusionRequest): Promise<ConclusionReply> {
  try {
    const composed = composeConclusion?.(concluded, date);
    if (!composed) throw new Error("本版本还不能生成审核文书");
    const made = await makeReport({ ...composed, format, loadFont: readFont });
    return { ok: true, bytes: new Uint8Array(made.bytes), mediaType: made.mediaType, fileName: made.fileName };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
