import { SNIFF_BYTES, sniff } from "#core/evidence/sniff.ts";
import type { ReportImage } from "#report/images.ts";
import { readableImage } from "#report/readable-image.ts";
import { decode, type ImageType, jpegOf } from "#server/images/codecs.ts";
import { isTooLarge } from "#server/images/dimensions.ts";
import { fitted, isOpaque, shrink } from "#server/images/shrink.ts";

const IMAGE_TYPES: readonly ImageType[] = ["image/jpeg", "image/png", "image/gif", "image/webp"];

/** A picture for the report, small and upright; undefined where the bytes are no picture, or are a damaged one. */
export async function preparePicture(bytes: Uint8Array<ArrayBuffer>): Promise<ReportImage | undefined> {
  const sniffed = sniff(bytes.subarray(0, SNIFF_BYTES), "");
  const type = IMAGE_TYPES.find((known) => known === sniffed);
  if (type === undefined || isTooLarge(type, bytes)) return undefined;
  // each codec has its own way to throw on damaged bytes, not all of them errors: they mean the same
  return smallAndUpright(type, bytes).catch(() => undefined);
}

async function smallAndUpright(type: ImageType, bytes: Uint8Array<ArrayBuffer>): Promise<ReportImage> {
  const pixels = await decode(type, bytes);
  const size = fitted(pixels);
  if (type === "image/png" || type === "image/jpeg") {
    const asItIs: ReportImage = { bytes, type, ...size };
    const small = size.width === pixels.width && size.height === pixels.height;
    if (small && isOpaque(pixels) && !hasCameraNote(bytes) && readableImage(asItIs)) return asItIs;
  }
  return { bytes: await jpegOf(shrink(pixels, size)), type: "image/jpeg", ...size };
}

/** A camera's note may turn the picture, and tells where it was taken: such a picture is written anew, without it. */
const hasCameraNote = (bytes: Uint8Array): boolean =>
  new TextDecoder("latin1").decode(bytes.subarray(0, SNIFF_BYTES)).includes("Exif");
