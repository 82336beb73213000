import { readFont } from "#app/data/read-font.ts";
import type { ConcludedReview } from "#core/api/conclusion.ts";
import { composeOpinion, type Issue } from "#core/document/review-opinion.ts";
import { makeReport } from "#report/make.ts";

export interface OpinionRequest {
  concluded: ConcludedReview;
  issue: Issue;
  format: "docx" | "pdf";
}

export type OpinionReply =
  | { kind: "made"; bytes: Uint8Array<ArrayBuffer>; mediaType: string; fileName: string; missing: string[] }
  | { kind: "failed"; message: string };

/** The opinion is written off the main thread, by the writers of the report. */
self.onmessage = async ({ data: { concluded, issue, format } }: MessageEvent<OpinionRequest>) => {
  const send = (reply: OpinionReply, transfer: Transferable[] = []): void => self.postMessage(reply, { transfer });
  try {
    const made = await makeReport({ document: composeOpinion(concluded, issue), format, loadFont: readFont });
    const bytes = new Uint8Array(made.bytes);
    const { mediaType, fileName, missing } = made;
    send({ kind: "made", bytes, mediaType, fileName, missing }, [bytes.buffer]);
  } catch (error) {
    send({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
};
