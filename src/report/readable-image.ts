import type { ReportImage } from "#report/images.ts";

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

const known = new WeakMap<Uint8Array, boolean>();

/**
 * Can every writer print this picture? A PNG must be whole (each part's checksum holds), a JPEG must have a frame
 * of one or three colours: printing colours (CMYK) have no place in a file whose colours are sRGB.
 */
export function readableImage({ bytes, type }: ReportImage): boolean {
  const found = known.get(bytes);
  if (found !== undefined) return found;
  const readable = type === "image/png" ? wholePng(bytes) : plainJpeg(bytes);
  known.set(bytes, readable);
  return readable;
}

function wholePng(bytes: Uint8Array): boolean {
  if (PNG_SIGNATURE.some((byte, index) => bytes[index] !== byte)) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [at, hasData] = [8, false];
  while (at + 12 <= bytes.length) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length || crc(bytes, at + 4, end) !== view.getUint32(end)) return false;
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (kind === "IEND") return hasData;
    hasData ||= kind === "IDAT";
    at = end + 4;
  }
  return false;
}

function crc(bytes: Uint8Array, from: number, to: number): number {
  let value = 0xffffffff;
  for (let index = from; index < to; index += 1)
    value = (CRC_TABLE[(value ^ (bytes[index] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** Start-of-frame markers: C0 to CF without the three that are tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const plainJpeg = (bytes: Uint8Array): boolean => {
  const frame = jpegFrame(bytes);
  return frame !== undefined && frame.bits === 8 && [1, 3].includes(frame.colours);
};

export interface JpegFrame {
  width: number;
  height: number;
  bits: number;
  colours: number;
}

/** What a JPEG's header says of its picture. */
export function jpegFrame(bytes: Uint8Array): JpegFrame | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 10 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (isFrame(marker))
      return {
        bits: view.getUint8(at + 4),
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        colours: view.getUint8(at + 9),
      };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}
