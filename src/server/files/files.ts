import type { Result } from "#core/result.ts";

export type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

export interface StoredFile {
  sha256: string;
  size: number;
}

/** Why bytes were not kept. Nothing of them remains. */
export type PutFault = "too-large" | "refused" | "empty" | "interrupted" | "full";

export interface PutOptions {
  /** the most bytes that are taken */
  limit: number;
  /** how many were announced; fewer or more means that the sender broke off */
  expected?: number | undefined;
  /** what was announced as their SHA-256; anything else means that the sender broke off */
  sha256?: string | undefined;
  /** looks at the first SNIFF_BYTES before anything is kept */
  accept: (head: Uint8Array) => boolean;
}

/** What lies under a hash has another one: the disk has failed, or somebody has been at the files. */
export class DamagedFileError extends Error {
  readonly sha256: string;
  constructor(sha256: string) {
    super(`stored file ${sha256} is damaged`);
    this.sha256 = sha256;
  }
}

/** The store of bytes does not answer, or not as it should. Nothing was acknowledged; whoever asks again may succeed. */
export class FilesUnavailableError extends Error {}

/** Content-addressed: bytes are named by their SHA-256 and never change. */
export interface Files {
  /** resolves only when the bytes are durable */
  put: (stream: Bytes, options: PutOptions) => Promise<Result<StoredFile, PutFault>>;
  /** bytes from `start` up to and including `end`; the whole file without a range */
  open: (sha256: string, range?: { start: number; end: number }) => Promise<Bytes | undefined>;
  /** the whole file; the stream fails with a DamagedFileError where its bytes are not those that it is named by */
  openVerified: (sha256: string) => Promise<Bytes | undefined>;
  has: (sha256: string) => Promise<boolean>;
  /** whether bytes can be written at present */
  usable: () => Promise<boolean>;
}
