import type { ByteSource } from "#core/evidence/byte-source.ts";
import type { Result } from "#core/result.ts";
import type { RunningHash } from "#report/zip/seal-zip.ts";
import type { Bytes } from "#server/files/files.ts";

/** Whoever has not decided by then sends the package again. */
export const PARCEL_LIFE_MS = 24 * 60 * 60 * 1000;

export type ParcelFault = "too-large" | "interrupted" | "full";

/** Packages that have come in and wait, apart from everything else, until they are checked and somebody decides. */
export interface Parcels {
  /** resolves when all of it lies here; of what is refused nothing remains */
  receive: (id: string, stream: Bytes, limit: number) => Promise<Result<{ size: number }, ParcelFault>>;
  source: (id: string) => Promise<ByteSource | undefined>;
  /** bytes from `start` on, read as they are asked for */
  open: (id: string, start: number, length: number) => Promise<Bytes>;
  /** the SHA-256 of such a stretch */
  digest: (id: string, start: number, length: number) => Promise<string>;
  drop: (id: string) => Promise<void>;
  /** for a package that is being written */
  newHash: () => RunningHash;
}
