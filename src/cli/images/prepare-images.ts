import { readFile } from "node:fs/promises";
import { decode, type ImageType, jpegOf } from "#cli/images/codecs.ts";
import { isTooLarge } from "#cli/images/dimensions.ts";
import { fitted, isOpaque, shrink } from "#cli/images/shrink.ts";
import type { ReportDocument } from "#core/document/model.ts";
import { SNIFF_BYTES, sniff } from "#core/evidence/sniff.ts";
import type { ImageSet, ReportImage } from "#report/images.ts";
import { readableImage } from "#report/readable-image.ts";

export interface PreparedImages {
  images: ImageSet;
  /** captions of those that cannot be read */
  unreadable: string[];
}

/** The pictures that a document names, small and upright. `paths` says where the bytes of each lie. */
export async function prepareImages(
  document: ReportDocument,
  paths: ReadonlyMap<string, string>,
): Promise<PreparedImages> {
  const images = new Map<string, ReportImage>();
  const unreadable: string[] = [];
  for (const block of document.blocks) {
    if (block.kind !== "figure" || images.has(block.sha256)) continue;
    const path = paths.get(block.sha256);
    const image = path === undefined ? undefined : await prepareImage(path);
    if (image) images.set(block.sha256, image);
    else unreadable.push(block.caption);
  }
  return { images, unreadable };
}

const IMAGE_TYPES: readonly ImageType[] = ["image/jpeg", "image/png", "image/gif", "image/webp"];

/** Undefined where the file is gone, is no picture, or is a damaged one. */
async function prepareImage(path: string): Promise<ReportImage | undefined> {
  const bytes = await readFile(path).then(
    (read) => new Uint8Array(read),
    () => undefined,
  );
  if (bytes === undefined) return undefined;
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
