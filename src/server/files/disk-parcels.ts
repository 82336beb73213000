import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { err, ok } from "#core/result.ts";
import { closing, type DiskOptions, isFull, writeAll } from "#server/files/disk.ts";
import type { Bytes } from "#server/files/files.ts";
import { takeIn } from "#server/files/intake.ts";
import { PARCEL_LIFE_MS, type ParcelFault, type Parcels } from "#server/files/parcels.ts";

const READ_BYTES = 1024 * 1024;

/** Under `folder`/packages, one file per package. What is older than a day is swept when the process starts. */
export async function openDiskParcels(
  folder: string,
  now: Date,
  { write = writeAll }: DiskOptions = {},
): Promise<Parcels> {
  const waiting = join(folder, "packages");
  await mkdir(waiting, { recursive: true, mode: 0o700 });
  await sweep(waiting, now);
  const pathOf = (id: string): string => {
    if (!/^[\w-]+$/.test(id)) throw new Error("a package has a name of our own making");
    return join(waiting, id);
  };
  const stretch = (id: string, start: number, length: number): Readable =>
    length === 0
      ? Readable.from([])
      : createReadStream(pathOf(id), { start, end: start + length - 1, highWaterMark: READ_BYTES });

  const receive: Parcels["receive"] = async (id, stream, limit) => {
    const path = pathOf(id);
    let fault: ParcelFault | undefined;
    try {
      const handle = await open(path, "wx", 0o600);
      const taken = await closing(handle, () =>
        takeIn(stream, { limit, accept: () => true }, (chunk) => write(handle, chunk)),
      );
      if (taken.ok) return ok({ size: taken.value.size });
      fault = taken.error === "too-large" ? "too-large" : "interrupted";
    } catch (error) {
      if (!isFull(error)) {
        await rm(path, { force: true });
        throw error;
      }
      fault = "full";
    }
    await rm(path, { force: true });
    return err(fault);
  };

  return {
    receive,
    source: async (id) => {
      const path = pathOf(id);
      const found = await stat(path).catch(absent);
      if (!found) return undefined;
      const { size } = found;
      return {
        size,
        read: async (start, length) => {
          const bytes = new Uint8Array(Math.max(0, Math.min(length, size - start)));
          const handle = await open(path, "r");
          return closing(handle, async () => {
            const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
            return bytes.subarray(0, bytesRead);
          });
        },
      };
    },
    open: async (id, start, length) => Readable.toWeb(stretch(id, start, length)) as Bytes,
    digest: async (id, start, length) => {
      const hash = createHash("sha256");
      for await (const chunk of stretch(id, start, length)) hash.update(chunk);
      return hash.digest("hex");
    },
    drop: (id) => rm(pathOf(id), { force: true }),
    newHash: () => {
      const hash = createHash("sha256");
      return { update: (bytes) => void hash.update(bytes), hex: async () => hash.digest("hex") };
    },
  };
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}

async function sweep(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(absent);
    if (found && now.getTime() - found.mtimeMs > PARCEL_LIFE_MS) await rm(path, { force: true });
  }
}
