import type { ImageType } from "#server/images/codecs.ts";

/** More pixels than any camera of an office takes; a small file may claim to hold gigabytes. */
const MOST_PIXELS = 120_000_000;

/** Whether the picture's own header asks for more memory than is reasonable. */
export function isTooLarge(type: ImageType, bytes: Uint8Array): boolean {
  const size = headerSize(type, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return size !== undefined && size.width * size.height > MOST_PIXELS;
}

type Size = { width: number; height: number } | undefined;

function headerSize(type: ImageType, view: DataView): Size {
  if (type === "image/png" && view.byteLength >= 24) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (type === "image/gif" && view.byteLength >= 10)
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  return type === "image/jpeg" ? jpegSize(view) : undefined;
}

/** From the frame header: FFC0 … FFCF except the tables among them. */
function jpegSize(view: DataView): Size {
  let at = 2;
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}
