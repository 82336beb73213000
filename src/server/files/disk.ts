import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, constants, type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { err, ok } from "#core/result.ts";
import { type Bytes, DamagedFileError, type Files } from "#server/files/files.ts";
import { takeIn } from "#server/files/intake.ts";

/** Where complete bytes lie. */
export const storedPath = (folder: string, sha256: string): string => join(folder, sha256.slice(0, 2), sha256.slice(2));

export interface DiskOptions {
  /** replaces the way to the disk, so that a test can fill it */
  write?: typeof writeAll;
}

/** Bytes under `folder`: tmp/ while they arrive, ab/cdef… once they are complete and on the disk. */
export async function openDiskFiles(folder: string, now: Date, { write = writeAll }: DiskOptions = {}): Promise<Files> {
  const incoming = join(folder, "tmp");
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await removeAbandoned(incoming, now);
  const pathOf = (sha256: string): string => storedPath(folder, sha256);
  const exists = (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    );

  const put: Files["put"] = async (stream, options) => {
    const temporary = join(incoming, randomUUID());
    try {
      const hash = createHash("sha256");
      const handle = await open(temporary, "wx", 0o600);
      const taken = await closing(handle, async () => {
        const result = await takeIn(stream, options, async (chunk) => {
          hash.update(chunk);
          await write(handle, chunk);
        });
        if (result.ok) await handle.sync();
        return result;
      });
      if (!taken.ok) return taken;
      const sha256 = hash.digest("hex");
      if (options.sha256 !== undefined && options.sha256 !== sha256) return err("interrupted");
      await settle(temporary, folder, sha256);
      return ok({ sha256, size: taken.value.size });
    } catch (error) {
      if (isFull(error)) return err("full");
      throw error;
    } finally {
      await rm(temporary, { force: true });
    }
  };

  return {
    put,
    open: async (sha256, range) => {
      const path = pathOf(sha256);
      if (!(await exists(path))) return undefined;
      return Readable.toWeb(createReadStream(path, range)) as Bytes;
    },
    openVerified: async (sha256) => {
      const path = pathOf(sha256);
      return (await exists(path)) ? openVerifiedFile(path, sha256) : undefined;
    },
    has: (sha256) => exists(pathOf(sha256)),
    usable: () =>
      access(incoming, constants.W_OK).then(
        () => true,
        () => false,
      ),
  };
}

/** Large reads: the hash and the checksum of a ZIP are made chunk by chunk. */
const READ_BYTES = 256 * 1024;

/** The bytes of a file; the stream fails at its end where their hash is another one. */
export const openVerifiedFile = (path: string, sha256: string): Bytes =>
  Readable.toWeb(Readable.from(verified(path, sha256))) as Bytes;

async function* verified(path: string, sha256: string): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest("hex") !== sha256) throw new DamagedFileError(sha256);
}

const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** What a killed process left half-written was never acknowledged. What is fresh may be another process's upload. */
async function removeAbandoned(incoming: string, now: Date): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const { mtimeMs } = await stat(path);
    if (now.getTime() - mtimeMs > ABANDONED_AFTER_MS) await rm(path, { force: true });
  }
}

/** No room left on the disk, or for this account on it. */
export const isFull = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");

/** Complete bytes, already on the disk, get the name of their content; resolves when the name is there to stay. */
export async function settle(path: string, folder: string, sha256: string): Promise<void> {
  const target = storedPath(folder, sha256);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await rename(path, target);
  await syncFolder(dirname(target));
  await syncFolder(folder);
}

export async function closing<T>(handle: FileHandle, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await handle.close();
  }
}

/** At the handle's own position, or at `position`. */
export async function writeAll(handle: FileHandle, chunk: Uint8Array, position?: number): Promise<void> {
  let at = 0;
  while (at < chunk.byteLength) {
    const where = position === undefined ? null : position + at;
    at += (await handle.write(chunk, at, chunk.byteLength - at, where)).bytesWritten;
  }
}

/** A new name is durable only when its folder is. Windows refuses to sync one: its file system keeps a journal of names. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await closing(handle, () => handle.sync());
}
