import type { ReportImage } from "#report/images.ts";

/** Pixels on the longer side: sharp on half a page, and a hundred of them still make a file that can be sent. */
const LONGEST = 1600;
const JPEG_QUALITY = 0.85;

/** The picture upright, shrunk and of a type that both files take; undefined where it cannot be read. */
export async function prepareImage(file: Blob): Promise<ReportImage | undefined> {
  // upright by default; the oldest browser refuses to be told so
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) return undefined;
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((each) => Math.max(1, Math.round(each * scale))) as [
    number,
    number,
  ];
  const original = new Uint8Array(await file.arrayBuffer());
  if (scale === 1 && isOpaquePng(original)) {
    bitmap.close();
    return { bytes: original, type: "image/png", width, height };
  }
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no 2d context");
  // JPEG knows no transparency: what shows through is paper
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const jpeg = await canvas.convertToBlob({ type: "image/jpeg", quality: JPEG_QUALITY });
  return { bytes: new Uint8Array(await jpeg.arrayBuffer()), type: "image/jpeg", width, height };
}

/** Bits of a PNG's colour type. */
const COLOUR_TYPE_AT = 25;
const GREY = 0;
const RGB = 2;

/** Kept as it is: drawings and screenshots stay sharp, and a PNG has no orientation of its own. */
const isOpaquePng = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x89 && bytes[1] === 0x50 && (bytes[COLOUR_TYPE_AT] === GREY || bytes[COLOUR_TYPE_AT] === RGB);
