import type { ByteSource } from "#core/evidence/byte-source.ts";
import type { MediaType } from "#core/evidence/evidence.ts";
import { imageSize } from "#core/evidence/image-size.ts";
import { inspectCompound } from "#core/evidence/inspect-compound.ts";
import { inspectPdf } from "#core/evidence/inspect-pdf.ts";
import { inspectText } from "#core/evidence/inspect-text.ts";
import { inspectZip } from "#core/evidence/inspect-zip.ts";
import { type Inflate, type Inspection, type Refusal, refuseContent, refuseType } from "#core/evidence/inspection.ts";
import { SNIFF_BYTES, sniff, startsAsCompound, startsAsZip } from "#core/evidence/sniff.ts";
import { ok, type Result } from "#core/result.ts";

/** No scanner of an office makes more; a small file may claim to. */
const MOST_PIXELS = 300_000_000;

/** Looks into a complete file: is it what it says, what should its reader know, how large is it in its own terms. */
export async function inspect(
  source: ByteSource,
  fileName: string,
  inflate: Inflate,
): Promise<Result<Inspection, Refusal>> {
  const head = await source.read(0, SNIFF_BYTES);
  const mediaType = sniff(head, fileName);
  if (mediaType === undefined) return refuseType();
  if (startsAsZip(head)) return inspectZip(source, mediaType, inflate);
  if (startsAsCompound(head)) return inspectCompound(source, mediaType, fileName);
  if (mediaType === "application/pdf") return ok({ mediaType, ...(await inspectPdf(source, inflate)) });
  if (mediaType === "text/plain" || mediaType === "text/csv") return inspectText(source, mediaType);
  return inspectImage(source, mediaType);
}

async function inspectImage(source: ByteSource, mediaType: MediaType): Promise<Result<Inspection, Refusal>> {
  const size = await imageSize(source, mediaType);
  if (size && size.width * size.height > MOST_PIXELS)
    return refuseContent(`图片有${size.width}×${size.height}像素，无法显示。请缩小后再上传`);
  return ok({ mediaType, flags: [], ...size });
}
