import { joined } from "#server/files/intake.ts";
import type { S3Bucket } from "#server/files/s3/s3-bucket.ts";

type Chunk = Uint8Array<ArrayBuffer>;

/** Stores ask for 5 MiB at least in every part but the last, and take 1,000 parts at least. */
export const PART_BYTES = 8 * 1024 * 1024;

export interface ObjectWriter {
  write: (chunk: Chunk) => Promise<void>;
  /** what has not been sent yet; `undefined` once a part has been */
  small: () => Chunk | undefined;
  /** resolves when the store has all of it under `key` */
  finish: () => Promise<void>;
  /** nothing of it remains */
  abandon: () => Promise<void>;
}

/** One part is held, never the whole: what fits into one is sent at once, everything else as a multipart upload. */
export function objectWriter(bucket: S3Bucket, key: string): ObjectWriter {
  let held: Chunk[] = [];
  let size = 0;
  let uploadId: string | undefined;
  const tags: string[] = [];

  const sendPart = async (): Promise<void> => {
    uploadId ??= await bucket.begin(key);
    const bytes = joined(held);
    held = [];
    size = 0;
    tags.push(await bucket.part(key, uploadId, tags.length + 1, bytes));
  };

  return {
    write: async (chunk) => {
      let at = 0;
      while (at < chunk.byteLength) {
        const taken = chunk.subarray(at, at + PART_BYTES - size);
        // copied: a stream may use its buffer again
        held.push(taken.slice());
        at += taken.byteLength;
        size += taken.byteLength;
        if (size === PART_BYTES) await sendPart();
      }
    },
    small: () => (uploadId === undefined ? joined(held) : undefined),
    finish: async () => {
      if (uploadId === undefined) return bucket.put(key, joined(held));
      if (size > 0) await sendPart();
      await bucket.complete(key, uploadId, tags);
    },
    abandon: async () => {
      if (uploadId !== undefined) await bucket.abort(key, uploadId);
    },
  };
}
