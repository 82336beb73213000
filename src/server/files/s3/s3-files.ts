import { createHash, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { err, ok } from "#core/result.ts";
import { type Bytes, DamagedFileError, type Files } from "#server/files/files.ts";
import { takeIn } from "#server/files/intake.ts";
import type { S3Bucket } from "#server/files/s3/s3-bucket.ts";
import { S3FullError } from "#server/files/s3/s3-request.ts";
import { objectWriter } from "#server/files/s3/write-object.ts";

type Chunk = Uint8Array<ArrayBuffer>;

/** Two digits apart, as on a disk: a listing stays readable, and the same tree can be copied either way. */
const keyOf = (sha256: string): string => `${sha256.slice(0, 2)}/${sha256.slice(2)}`;

/** An object appears under its name only when the store has all of it, so nothing else marks it as complete. */
export function s3Files(bucket: S3Bucket): Files {
  const put: Files["put"] = async (stream, options) => {
    const temporary = `tmp/${randomUUID()}`;
    const hash = createHash("sha256");
    // only what is announced can be sent to its own name before all of it is here
    const writer = objectWriter(bucket, options.sha256 === undefined ? temporary : keyOf(options.sha256));
    let finished = false;
    try {
      const taken = await takeIn(stream, options, async (chunk) => {
        hash.update(chunk);
        await writer.write(chunk);
      });
      if (!taken.ok) return taken;
      const sha256 = hash.digest("hex");
      const { size } = taken.value;
      if (options.sha256 !== undefined && options.sha256 !== sha256) return err("interrupted");
      const small = writer.small();
      if (small !== undefined) await bucket.put(keyOf(sha256), small);
      else await writer.finish();
      finished = true;
      if (small === undefined && options.sha256 === undefined) await rename(temporary, sha256, size);
      return ok({ sha256, size });
    } catch (error) {
      if (error instanceof S3FullError) return err("full");
      throw error;
    } finally {
      // where the store does not answer the day's sweep does it
      if (!finished) await writer.abandon().then(undefined, () => undefined);
    }
  };

  /** Not every store can copy an object of any size; reading it back proves it as well. */
  const rename = async (key: string, sha256: string, size: number): Promise<void> => {
    const back = await bucket.get(key);
    const again = back && (await put(streamOf(back), { limit: size, expected: size, sha256, accept: () => true }));
    if (!again?.ok) throw new DamagedFileError(sha256);
    await bucket.remove(key);
  };

  return {
    put,
    open: async (sha256, range) => {
      const chunks = await bucket.get(keyOf(sha256), range);
      return chunks && streamOf(range ? chunks : verified(chunks, sha256));
    },
    openVerified: async (sha256) => {
      const chunks = await bucket.get(keyOf(sha256));
      return chunks && streamOf(verified(chunks, sha256));
    },
    has: async (sha256) => (await bucket.size(keyOf(sha256))) !== undefined,
    usable: () => bucket.reachable(),
  };
}

export const streamOf = (chunks: AsyncIterable<Chunk>): Bytes => Readable.toWeb(Readable.from(chunks)) as Bytes;

/** What a store gives back is believed only when its hash is right. */
async function* verified(chunks: AsyncIterable<Chunk>, sha256: string): AsyncGenerator<Chunk> {
  const hash = createHash("sha256");
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest("hex") !== sha256) throw new DamagedFileError(sha256);
}
