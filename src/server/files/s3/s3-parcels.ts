import { createHash } from "node:crypto";
import { err, ok } from "#core/result.ts";
import { takeIn } from "#server/files/intake.ts";
import { PARCEL_LIFE_MS, type ParcelFault, type Parcels } from "#server/files/parcels.ts";
import { blockSource } from "#server/files/s3/block-source.ts";
import type { S3Bucket } from "#server/files/s3/s3-bucket.ts";
import { streamOf } from "#server/files/s3/s3-files.ts";
import { S3FullError } from "#server/files/s3/s3-request.ts";
import { objectWriter } from "#server/files/s3/write-object.ts";

const FOLDER = "packages/";

/** One object per package. */
export function s3Parcels(bucket: S3Bucket): Parcels {
  const keyOf = (id: string): string => {
    if (!/^[\w-]+$/.test(id)) throw new Error("a package has a name of our own making");
    return FOLDER + id;
  };
  const stretch = async (id: string, start: number, length: number) => {
    if (length === 0) return noBytes();
    const chunks = await bucket.get(keyOf(id), { start, end: start + length - 1 });
    if (!chunks) throw new Error("the package is gone");
    return chunks;
  };

  return {
    receive: async (id, stream, limit) => {
      const writer = objectWriter(bucket, keyOf(id));
      let fault: ParcelFault;
      try {
        const taken = await takeIn(stream, { limit, accept: () => true }, writer.write);
        if (taken.ok) {
          await writer.finish();
          return ok({ size: taken.value.size });
        }
        fault = taken.error === "too-large" ? "too-large" : "interrupted";
      } catch (error) {
        await writer.abandon().then(undefined, () => undefined);
        if (error instanceof S3FullError) return err("full");
        throw error;
      }
      await writer.abandon();
      return err(fault);
    },
    source: async (id) => {
      const size = await bucket.size(keyOf(id));
      return size === undefined ? undefined : blockSource(size, (start, length) => stretch(id, start, length));
    },
    open: async (id, start, length) => streamOf(await stretch(id, start, length)),
    digest: async (id, start, length) => {
      const hash = createHash("sha256");
      for await (const chunk of await stretch(id, start, length)) hash.update(chunk);
      return hash.digest("hex");
    },
    drop: (id) => bucket.remove(keyOf(id)),
    newHash: () => {
      const hash = createHash("sha256");
      return { update: (bytes) => void hash.update(bytes), hex: async () => hash.digest("hex") };
    },
  };
}

async function* noBytes(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield* [];
}

/** Packages that nobody decided upon, and multipart uploads that a killed process left: a day old, and nobody's. */
export async function sweepS3(bucket: S3Bucket, now: Date): Promise<void> {
  const isOld = (modified: Date): boolean => now.getTime() - modified.getTime() > PARCEL_LIFE_MS;
  for (const folder of [FOLDER, "tmp/"])
    for await (const { key, modified } of bucket.list(folder)) if (isOld(modified)) await bucket.remove(key);
  for await (const { key, uploadId, modified } of bucket.unfinished())
    if (isOld(modified)) await bucket.abort(key, uploadId);
}
