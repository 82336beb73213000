import { readFont } from "#app/data/read-font.ts";
import type { Paper } from "#app/ui/paper/papers.ts";
import { blankForm } from "#core/document/blank-form.ts";
import { type Duties, taskDocument, taskSheet } from "#core/document/task-table.ts";
import type { Template } from "#core/template/schema.ts";
import { makeReport } from "#report/make.ts";

export interface PaperRequest extends Pick<Paper, "what" | "format"> {
  template: Template;
  duties: Duties;
}
export type PaperReply =
  | { ok: true; bytes: Uint8Array<ArrayBuffer>; mediaType: string; fileName: string }
  | { ok: false; message: string };

/** A checklist on paper, written off the main thread by the report's own writers. */
self.onmessage = async ({ data }: MessageEvent<PaperRequest>) => {
  self.postMessage(await make(data));
};

async function make({ template, what, format, duties }: PaperRequest): Promise<PaperReply> {
  try {
    const document = what === "blank" ? blankForm(template, template.year) : taskDocument(template, duties);
    const made = await makeReport({ document, format, loadFont: readFont, sheets: [taskSheet(template, duties)] });
    return { ok: true, bytes: new Uint8Array(made.bytes), mediaType: made.mediaType, fileName: made.fileName };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
