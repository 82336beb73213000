import { z } from "zod";
import { mediaType } from "#core/evidence/evidence.ts";
import { err } from "#core/result.ts";

/** What was found in a file's bytes; what is dangerous only to whoever runs it is a flag, not a refusal. */
export const inspection = z.object({
  mediaType,
  flags: z.array(z.string()),
  pages: z.int().min(0).optional(),
  width: z.int().min(0).optional(),
  height: z.int().min(0).optional(),
});
export type Inspection = z.infer<typeof inspection>;

/** Why bytes are not taken, and what to do about it. */
export interface Refusal {
  code: "evidence.type-refused" | "evidence.content-refused";
  message: string;
}

export const refuseType = (): { ok: false; error: Refusal } =>
  err({ code: "evidence.type-refused", message: `不接受这种文件。${ACCEPTED_TEXT}，请转换后再上传` });

export const refuseContent = (message: string): { ok: false; error: Refusal } =>
  err({ code: "evidence.content-refused", message });

/**
 * Decompresses as far as somebody goes on reading; throws where the data is broken. The platform does it: core has no
 * decompressor.
 */
export type Inflate = (
  chunks: AsyncIterable<Uint8Array>,
  format: "deflate-raw" | "deflate",
) => AsyncIterable<Uint8Array>;

export const ACCEPTED_TEXT =
  "可上传 PDF、Word（doc、docx）、Excel（xls、xlsx）、图片（jpg、png、gif、webp）、文本（txt、csv）和 ZIP 文件";
