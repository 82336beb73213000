import type { ByteSource } from "#core/evidence/byte-source.ts";
import type { MediaType } from "#core/evidence/evidence.ts";

export interface ImageSize {
  width: number;
  height: number;
}

/** What the picture's own header says, in pixels; undefined where it says nothing that can be read. */
export async function imageSize(source: ByteSource, mediaType: MediaType): Promise<ImageSize | undefined> {
  const size = mediaType === "image/jpeg" ? await jpegSize(source) : headerSize(viewOf(await source.read(0, 32)));
  return size && size.width > 0 && size.height > 0 ? size : undefined;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const PNG = 0x89504e47;
const GIF = 0x47494638;
const VP8_LOSSY = 0x56503820;
const VP8_LOSSLESS = 0x5650384c;
const VP8_EXTENDED = 0x56503858;

function headerSize(view: DataView): ImageSize | undefined {
  if (view.byteLength < 10) return undefined;
  const start = view.getUint32(0);
  if (start === GIF) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (view.byteLength < 30) return undefined;
  return start === PNG ? { width: view.getUint32(16), height: view.getUint32(20) } : webpSize(view);
}

function webpSize(view: DataView): ImageSize | undefined {
  const uint24 = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
  switch (view.getUint32(12)) {
    case VP8_LOSSY:
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case VP8_LOSSLESS: {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case VP8_EXTENDED:
      return { width: uint24(24) + 1, height: uint24(27) + 1 };
    default:
      return undefined;
  }
}

/** A picture has a few dozen parts before its frame; a hostile one would go on for ever. */
const MOST_PARTS = 2000;
/** FFC0 … FFCF are frames, except the tables among them. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

async function jpegSize(source: ByteSource): Promise<ImageSize | undefined> {
  let at = 2;
  for (let part = 0; part < MOST_PARTS; part += 1) {
    const view = viewOf(await source.read(at, 9));
    if (view.byteLength < 9 || view.getUint8(0) !== 0xff) return undefined;
    const marker = view.getUint8(1);
    if (isFrame(marker)) return { height: view.getUint16(5), width: view.getUint16(7) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(2);
  }
  return undefined;
}
