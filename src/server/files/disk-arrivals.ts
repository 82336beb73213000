import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Locker } from "@tus/server";
import { err, ok } from "#core/result.ts";
import { ArrivalGone, type Arrivals } from "#server/files/arrivals.ts";
import { closing, type DiskOptions, isFull, settle, storedPath, writeAll } from "#server/files/disk.ts";
import { inBatches } from "#server/files/in-batches.ts";
import { serveTus } from "#server/files/serve-tus.ts";
import { takeOverLocker } from "#server/files/take-over-locker.ts";

/** The hash of an upload's first `size` bytes, kept along while this process receives them. */
interface Running {
  hash: Hash;
  size: number;
}

const BATCH = 1024 * 1024;
/** A slow line is not waited for: what a killed process loses is the last moment's. */
const BATCH_MS = 250;

export interface DiskArrivalsOptions extends DiskOptions {
  /** where several processes share the folder, one that they share as well */
  locker?: Locker;
  failed?: (error: unknown) => void;
}

/** Under `folder`/arriving, one file per upload and nothing beside it: its length is how much has arrived. */
export async function openDiskArrivals(
  folder: string,
  { write = writeAll, locker = takeOverLocker(), failed }: DiskArrivalsOptions = {},
): Promise<Arrivals> {
  const arriving = join(folder, "arriving");
  await mkdir(arriving, { recursive: true, mode: 0o700 });
  const pathOf = (id: string): string => {
    if (!/^[\w-]+$/.test(id)) throw new Error("an upload has a name of our own making");
    return join(arriving, id);
  };
  const running = new Map<string, Running>();

  /** The hash so far, where this process has seen everything up to here. */
  const hashedUpTo = (id: string, offset: number): Running | undefined => {
    const known = running.get(id);
    if (known?.size === offset) return known;
    running.delete(id);
    if (offset > 0) return undefined;
    const fresh = { hash: createHash("sha256"), size: 0 };
    running.set(id, fresh);
    return fresh;
  };

  const serve = serveTus({ locker, failed }, (current) => ({
    create: async (id) => (await open(pathOf(id), "wx", 0o600)).close(),
    length: async (id) => (await stat(pathOf(id))).size,
    remove: (id) => drop(id),
    append: async (readable, id, offset) => {
      const hashed = hashedUpTo(id, offset);
      const handle = await open(pathOf(id), "r+");
      let at = offset;
      const put = async (bytes: Uint8Array): Promise<void> => {
        await write(handle, bytes, at);
        at += bytes.byteLength;
        hashed?.hash.update(bytes);
        if (hashed) hashed.size = at;
      };
      try {
        await closing(handle, async () => {
          await inBatches(readable, { bytes: BATCH, milliseconds: BATCH_MS }, put);
          // what is acknowledged is on the disk
          await handle.datasync();
        });
      } catch (error) {
        running.delete(id);
        const request = current();
        if (request && isFull(error)) request.fault = "full";
        throw error;
      }
      return at;
    },
  }));

  const drop = async (id: string): Promise<void> => {
    running.delete(id);
    await rm(pathOf(id), { force: true });
  };

  return {
    serve,
    source: async (id) => {
      const path = pathOf(id);
      if (!(await exists(path))) return undefined;
      const { size } = await stat(path);
      return {
        size,
        read: async (start, length) => {
          const bytes = new Uint8Array(Math.max(0, Math.min(length, size - start)));
          const handle = await present(open(path, "r"));
          return closing(handle, async () => {
            const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
            return bytes.subarray(0, bytesRead);
          });
        },
      };
    },
    digest: async (id) => {
      const known = running.get(id);
      if (known && known.size === (await present(stat(pathOf(id)))).size) return known.hash.copy().digest("hex");
      // a restart or a broken line in between: what lies on the disk is read once more
      return present(hashOf(pathOf(id)));
    },
    keep: async (id, sha256) => {
      try {
        if (await exists(storedPath(folder, sha256))) await drop(id);
        else await present(settle(pathOf(id), folder, sha256));
        running.delete(id);
        return ok(undefined);
      } catch (error) {
        if (isFull(error)) return err("full");
        // the same request twice at once: what the other one has kept is kept
        if (error instanceof ArrivalGone && (await exists(storedPath(folder, sha256)))) return ok(undefined);
        throw error;
      }
    },
    drop,
  };
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk);
  return hash.digest("hex");
}

/** A file that is not there is an upload that is not there. */
const present = <T>(reading: Promise<T>): Promise<T> =>
  reading.catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT" ? new ArrivalGone("nothing has arrived", { cause: error }) : error;
  });
