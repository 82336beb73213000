import { unzipSync } from "fflate";
import { ok, type Result } from "#core/result.ts";
import { type LetterheadProblem, refused } from "#report/letterhead/problem.ts";

export const MAX_UNPACKED = 20_000_000;
export const MAX_ENTRIES = 500;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0];
/** A comment may follow the directory. */
const LONGEST_END = 22 + 0xffff;

/**
 * The parts of a ZIP by their names. The directory is read first: nothing is unpacked of a file that says it is too
 * large, and none can unpack to more than it says.
 */
export function unpack(bytes: Uint8Array): Result<Map<string, Uint8Array>, LetterheadProblem> {
  if (COMPOUND_FILE.every((value, index) => bytes[index] === value)) return refused("letterhead.encrypted");
  const directory = readDirectory(bytes);
  if (!directory.ok) return directory;
  const names = new Set(directory.value.map(({ name }) => name.toLowerCase()));
  if (names.size !== directory.value.length) return refused("letterhead.damaged");
  try {
    const files = unzipSync(bytes, { filter: ({ name }) => !name.endsWith("/") });
    const parts = new Map(Object.entries(files));
    const whole = directory.value.every(({ name, size }) => name.endsWith("/") || parts.get(name)?.length === size);
    return whole ? ok(parts) : refused("letterhead.damaged");
  } catch {
    return refused("letterhead.damaged");
  }
}

interface Entry {
  name: string;
  size: number;
}

function readDirectory(bytes: Uint8Array): Result<Entry[], LetterheadProblem> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === undefined) return refused("letterhead.not-docx");
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ENTRIES) return refused("letterhead.too-large");
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  let unpacked = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY_ENTRY) return refused("letterhead.damaged");
    if ((view.getUint16(at + 8, true) & 1) === 1) return refused("letterhead.encrypted");
    const [nameLength, extraLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > end) return refused("letterhead.damaged");
    const size = view.getUint32(at + 24, true);
    unpacked += size;
    if (unpacked > MAX_UNPACKED) return refused("letterhead.too-large");
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (/^\/|\\|(^|\/)\.\.?(\/|$)/.test(name)) return refused("letterhead.damaged");
    entries.push({ name, size });
    at = next;
  }
  return ok(entries);
}

function endOfDirectory(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - LONGEST_END); at -= 1)
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  return undefined;
}
