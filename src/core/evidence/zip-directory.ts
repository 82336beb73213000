import type { ByteSource } from "#core/evidence/byte-source.ts";
import { err, ok, type Result } from "#core/result.ts";

/** A file in a ZIP, as the directory at the end describes it. */
export interface ZipEntry {
  name: string;
  /** under a password */
  encrypted: boolean;
  /** 0 = stored, 8 = deflated */
  method: number;
  compressed: number;
  uncompressed: number;
  /** where its own header begins */
  offset: number;
  /** type and permissions as Unix has them; 0 = not stated */
  mode: number;
}

export type ZipFault = "broken" | "too-many";

export const MOST_ENTRIES = 20_000;
const MOST_DIRECTORY_BYTES = 32 * 1024 * 1024;

const END = 0x06054b50;
const END_LENGTH = 22;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_64_LENGTH = 20;
const END_64 = 0x06064b50;
const ENTRY = 0x02014b50;
const ENTRY_LENGTH = 46;
const MAX_32 = 0xffffffff;

/** APPNOTE 4.3: the end record, which ZIP64 extends, leads to the directory. Nothing is unpacked. */
export async function readZipDirectory(source: ByteSource): Promise<Result<ZipEntry[], ZipFault>> {
  const end = await findEnd(source);
  if (!end) return err("broken");
  if (end.count > MOST_ENTRIES || end.length > MOST_DIRECTORY_BYTES) return err("too-many");
  if (end.offset + end.length > source.size) return err("broken");
  return readEntries(viewOf(await source.read(end.offset, end.length)), end.count);
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

interface End {
  count: number;
  length: number;
  offset: number;
}

async function findEnd(source: ByteSource): Promise<End | undefined> {
  const start = Math.max(0, source.size - END_LENGTH - 0xffff);
  const tail = viewOf(await source.read(start, source.size - start));
  for (let at = tail.byteLength - END_LENGTH; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== END) continue;
    const end = {
      count: tail.getUint16(at + 10, true),
      length: tail.getUint32(at + 12, true),
      offset: tail.getUint32(at + 16, true),
    };
    const large = end.count === 0xffff || end.length === MAX_32 || end.offset === MAX_32;
    return large ? ((await findEnd64(source, start + at)) ?? end) : end;
  }
  return undefined;
}

async function findEnd64(source: ByteSource, end: number): Promise<End | undefined> {
  if (end < LOCATOR_64_LENGTH) return undefined;
  const locator = viewOf(await source.read(end - LOCATOR_64_LENGTH, LOCATOR_64_LENGTH));
  if (locator.getUint32(0, true) !== LOCATOR_64) return undefined;
  const record = viewOf(await source.read(Number(locator.getBigUint64(8, true)), 56));
  if (record.byteLength < 56 || record.getUint32(0, true) !== END_64) return undefined;
  return {
    count: Number(record.getBigUint64(32, true)),
    length: Number(record.getBigUint64(40, true)),
    offset: Number(record.getBigUint64(48, true)),
  };
}

function readEntries(view: DataView, count: number): Result<ZipEntry[], ZipFault> {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_LENGTH > view.byteLength || view.getUint32(at, true) !== ENTRY) return err("broken");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const nameAt = at + ENTRY_LENGTH;
    const extraAt = nameAt + (nameLength ?? 0);
    const next = extraAt + (extraLength ?? 0) + (commentLength ?? 0);
    if (next > view.byteLength) return err("broken");
    entries.push({
      name: nameOf(view, nameAt, extraAt),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      mode: view.getUint16(at + 40, true),
      ...sizesOf(view, at, extraAt, extraAt + (extraLength ?? 0)),
    });
    at = next;
  }
  return ok(entries);
}

/** Sizes and place; those that do not fit into 32 bits stand in the ZIP64 extra field, in this order. */
function sizesOf(
  view: DataView,
  at: number,
  extraAt: number,
  extraEnd: number,
): Pick<ZipEntry, "compressed" | "uncompressed" | "offset"> {
  const large = largeValues(view, extraAt, extraEnd);
  const value = (field: number): number => {
    const small = view.getUint32(at + field, true);
    return small === MAX_32 ? (large.shift() ?? small) : small;
  };
  const uncompressed = value(24);
  const compressed = value(20);
  return { compressed, uncompressed, offset: value(42) };
}

function largeValues(view: DataView, start: number, end: number): number[] {
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const last = Math.min(end, at + 4 + view.getUint16(at + 2, true));
    const values: number[] = [];
    for (let field = at + 4; field + 8 <= last; field += 8) values.push(Number(view.getBigUint64(field, true)));
    return values;
  }
  return [];
}

/** UTF-8 where it is; a name in another encoding keeps its ASCII letters, which is where extensions are. */
function nameOf(view: DataView, start: number, end: number): string {
  const bytes = Array.from({ length: end - start }, (_, index) => view.getUint8(start + index));
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));
  } catch {
    return String.fromCharCode(...bytes.map((byte) => (byte < 128 ? byte : 0xfffd)));
  }
}
