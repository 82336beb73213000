import { unzipSync } from "fflate";
import { err, ok, type Result } from "#core/result.ts";
import type { PackageFailure } from "#report/workbook/package-failure.ts";

/** Far above what people write, far below what stops a browser. */
export const MAX_UNPACKED = 120_000_000;
const MAX_ENTRIES = 10_000;
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0];

export interface PackageEntry {
  name: string;
  size: number;
}

class TooLarge extends Error {}

/**
 * The wanted parts of an Office file or ZIP. Sizes are added up before anything is unpacked, and no entry can unpack to
 * more than it says: fflate writes into an array of exactly that length.
 */
export function openPackage(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
): Result<Map<string, Uint8Array>, PackageFailure> {
  // Office wraps what has a password in a compound file
  if (COMPOUND_FILE.every((value, index) => bytes[index] === value)) return err("encrypted");
  let unpacked = 0;
  return guarded(bytes, ({ name, size }) => {
    if (!wanted(name)) return false;
    unpacked += size;
    if (unpacked > MAX_UNPACKED) throw new TooLarge();
    return true;
  });
}

/** What a ZIP holds, by its directory: nothing is unpacked. */
export function listPackage(bytes: Uint8Array): Result<PackageEntry[], PackageFailure> {
  const entries: PackageEntry[] = [];
  const read = guarded(bytes, ({ name, size }) => {
    entries.push({ name: readableName(name), size });
    return false;
  });
  return read.ok ? ok(entries.filter(({ name }) => !name.endsWith("/"))) : read;
}

function guarded(
  bytes: Uint8Array,
  take: (entry: PackageEntry) => boolean,
): Result<Map<string, Uint8Array>, PackageFailure> {
  let entries = 0;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        entries += 1;
        if (entries > MAX_ENTRIES) throw new TooLarge();
        return take({ name, size: originalSize });
      },
    });
    return ok(new Map(Object.entries(files)));
  } catch (error) {
    return err(error instanceof TooLarge ? "too-large" : "damaged");
  }
}

/** Windows writes names in GBK without saying so; fflate hands such bytes on as single characters. */
function readableName(name: string): string {
  const codes = [...name].map((character) => character.charCodeAt(0));
  if (codes.every((code) => code < 0x80) || codes.some((code) => code > 0xff)) return name;
  const bytes = Uint8Array.from(codes);
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return name;
}
