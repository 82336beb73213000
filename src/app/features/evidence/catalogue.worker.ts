import { readFont } from "#app/data/read-font.ts";
import type { CatalogueFormat } from "#app/features/evidence/catalogue-formats.ts";
import { catalogueSheets, composeCatalogue } from "#core/document/catalogue.ts";
import { type Audience, discretionFor } from "#core/evidence/audience.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { makeReport } from "#report/make.ts";

export interface CatalogueRequest {
  content: SubmissionContent;
  reader: Audience;
  format: CatalogueFormat;
}

export type CatalogueReply =
  | { ok: true; bytes: Uint8Array<ArrayBuffer>; mediaType: string; fileName: string }
  | { ok: false; message: string };

/** The catalogue as a file, written off the main thread by the report's own writers. */
self.onmessage = async ({ data }: MessageEvent<CatalogueRequest>) => {
  self.postMessage(await make(data));
};

async function make({ content, reader, format }: CatalogueRequest): Promise<CatalogueReply> {
  try {
    const discretion = discretionFor(reader);
    const made = await makeReport({
      document: composeCatalogue(content, discretion),
      format,
      loadFont: readFont,
      sheets: catalogueSheets(content, discretion),
    });
    return { ok: true, bytes: new Uint8Array(made.bytes), mediaType: made.mediaType, fileName: made.fileName };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
