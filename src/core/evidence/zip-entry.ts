import type { ByteSource } from "#core/evidence/byte-source.ts";
import type { Inflate } from "#core/evidence/inspection.ts";
import type { ZipEntry } from "#core/evidence/zip-directory.ts";

const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;
const STEP = 256 * 1024;

/** Where an entry's bytes begin, by its own header; undefined where that is none, or speaks of another method. */
export async function locateEntry(source: ByteSource, entry: ZipEntry): Promise<number | undefined> {
  const bytes = await source.read(entry.offset, LOCAL_LENGTH);
  if (bytes.length < LOCAL_LENGTH) return undefined;
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (header.getUint32(0, true) !== LOCAL || header.getUint16(8, true) !== entry.method) return undefined;
  const start = entry.offset + LOCAL_LENGTH + header.getUint16(26, true) + header.getUint16(28, true);
  return start + entry.compressed <= source.size ? start : undefined;
}

/** What an entry holds, piece by piece, as far as somebody reads. */
export function unpackEntry(
  source: ByteSource,
  entry: ZipEntry,
  start: number,
  inflate: Inflate,
): AsyncIterable<Uint8Array> {
  const packed = pieces(source, start, start + entry.compressed);
  return entry.method === 0 ? packed : inflate(packed, "deflate-raw");
}

async function* pieces(source: ByteSource, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += STEP) yield await source.read(at, Math.min(STEP, end - at));
}
