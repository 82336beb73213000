import { createHash, type Hash, randomUUID } from "node:crypto";
import { ERRORS, type Locker } from "@tus/server";
import { err, ok } from "#core/result.ts";
import { ArrivalGone, type Arrivals } from "#server/files/arrivals.ts";
import { type Files, FilesUnavailableError } from "#server/files/files.ts";
import { inBatches } from "#server/files/in-batches.ts";
import type { Piece, Pieces } from "#server/files/pieces.ts";
import { blockSource } from "#server/files/s3/block-source.ts";
import type { S3Bucket } from "#server/files/s3/s3-bucket.ts";
import { streamOf } from "#server/files/s3/s3-files.ts";
import { S3FullError } from "#server/files/s3/s3-request.ts";
import { PART_BYTES } from "#server/files/s3/write-object.ts";
import { type Serving, serveTus } from "#server/files/serve-tus.ts";

type Chunk = Uint8Array<ArrayBuffer>;

/** What a killed process loses of a slow line. */
const BATCH_MS = 3000;
const FOLDER = "arriving/";
const ORPHAN_MS = 24 * 60 * 60 * 1000;

interface Means {
  bucket: S3Bucket;
  files: Files;
  pieces: Pieces;
  locker: Locker;
  failed?: (error: unknown) => void;
}

/** The hash of an upload's first `size` bytes, kept along while this process receives them. */
interface Running {
  hash: Hash;
  size: number;
}

const sizeOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { size }) => sum + size, 0);

/** An upload is a row of objects that the database knows, so that every process can go on with it and finish it. */
export function s3Arrivals({ bucket, files, pieces, locker, failed }: Means): Arrivals {
  const running = new Map<string, Running>();

  const present = async (id: string): Promise<Piece[]> => {
    const list = await pieces.list(id);
    if (!list) throw ERRORS.FILE_NOT_FOUND;
    return list;
  };

  const drop = async (id: string): Promise<void> => {
    running.delete(id);
    const list = (await pieces.list(id)) ?? [];
    await pieces.clear(id);
    // what is left behind here is nobody's any more, and swept a day later
    await removeAll(bucket, list);
  };

  const append = async (id: string, at: number, bytes: Chunk): Promise<void> => {
    // a name of its own: two that write the same stretch do not write over each other
    const key = `${FOLDER}${id}/${String(at).padStart(12, "0")}-${randomUUID()}`;
    await bucket.put(key, bytes);
    if (await pieces.add(id, { start: at, size: bytes.byteLength, key })) return;
    await bucket.remove(key);
    throw ERRORS.INVALID_OFFSET;
  };

  const serve = serveTus({ locker, failed }, (current) => ({
    create: async (id) => void (await present(id)),
    length: async (id) => sizeOf(await present(id)),
    remove: drop,
    append: async (readable, id, offset) => {
      const hashed = hashedUpTo(running, id, offset);
      let at = offset;
      try {
        await inBatches(readable, { bytes: PART_BYTES, milliseconds: BATCH_MS }, async (bytes) => {
          await append(id, at, bytes);
          at += bytes.byteLength;
          hashed?.hash.update(bytes);
          if (hashed) hashed.size = at;
        });
      } catch (error) {
        running.delete(id);
        note(current(), error);
        throw error;
      }
      return at;
    },
  }));

  return {
    serve,
    source: async (id) => {
      const list = await pieces.list(id);
      if (!list) return undefined;
      return blockSource(sizeOf(list), async (start, length) => stretch(bucket, list, start, start + length));
    },
    digest: async (id) => {
      const list = await pieces.list(id);
      if (!list) throw new ArrivalGone(id);
      const known = running.get(id);
      if (known && known.size === sizeOf(list)) return known.hash.copy().digest("hex");
      const hash = createHash("sha256");
      for await (const chunk of stretch(bucket, list, 0, sizeOf(list))) hash.update(chunk);
      return hash.digest("hex");
    },
    keep: async (id, sha256) => {
      const list = (await pieces.list(id)) ?? [];
      if (!(await files.has(sha256))) {
        if (list.length === 0) throw new ArrivalGone(id);
        const size = sizeOf(list);
        const stream = streamOf(stretch(bucket, list, 0, size));
        const put = await files.put(stream, { limit: size, expected: size, sha256, accept: () => true });
        if (!put.ok && put.error === "full") return err("full");
        if (!put.ok && !(await files.has(sha256)))
          throw new FilesUnavailableError(`pieces could not be joined: ${put.error}`);
      }
      await drop(id);
      return ok(undefined);
    },
    drop,
  };
}

/** The hash so far, where this process has seen everything up to here. */
function hashedUpTo(running: Map<string, Running>, id: string, offset: number): Running | undefined {
  const known = running.get(id);
  if (known?.size === offset) return known;
  running.delete(id);
  if (offset > 0) return undefined;
  const fresh = { hash: createHash("sha256"), size: 0 };
  running.set(id, fresh);
  return fresh;
}

function note(request: Serving | undefined, error: unknown): void {
  if (!request) return;
  if (error instanceof S3FullError) request.fault = "full";
  if (error instanceof FilesUnavailableError) request.fault = "unavailable";
}

/** Bytes from `start` up to, but without, `end`. */
async function* stretch(bucket: S3Bucket, list: readonly Piece[], start: number, end: number): AsyncGenerator<Chunk> {
  for (const piece of list) {
    const from = Math.max(start, piece.start) - piece.start;
    const until = Math.min(end, piece.start + piece.size) - piece.start;
    if (from >= until) continue;
    const chunks = await bucket.get(piece.key, { start: from, end: until - 1 });
    if (!chunks) throw new ArrivalGone(piece.key);
    yield* chunks;
  }
}

async function removeAll(bucket: S3Bucket, list: readonly Piece[]): Promise<void> {
  for (const { key } of list) await bucket.remove(key).then(undefined, () => undefined);
}

/** Pieces that were sent, but that no upload knows: of a process that was killed, or of an upload that is over. */
export async function sweepPieces(bucket: S3Bucket, pieces: Pieces, now: Date): Promise<void> {
  for await (const { key, modified } of bucket.list(FOLDER))
    if (now.getTime() - modified.getTime() > ORPHAN_MS && !(await pieces.knows(key))) await bucket.remove(key);
}
