import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { BackupError } from "#server/backup/backup-error.ts";
import {
  DEPOT_FORMAT,
  type DepotFile,
  type DepotKey,
  depotFile,
  depotKey,
  newEncryption,
  storedName,
} from "#server/backup/depot-key.ts";
import { DamagedFramesError, sealed, sealedSize, unsealed } from "#server/backup/frames.ts";
import { closing, syncFolder, writeAll } from "#server/files/disk.ts";

/**
 * A folder of backups:
 *   depot.json        how they are encrypted, if they are
 *   bytes/ab/cdef…    files by their content, shared by all backups and never changed
 *   2026-11-22-020000 one backup: manifest, database, and depot.json once more
 *   newest.json       which was made last, for whoever only wants to know that
 *   tmp               what is being written
 */
export interface Depot {
  folder: string;
  file: DepotFile;
  key: DepotKey | undefined;
}

export interface Content {
  sha256: string;
  size: number;
}

/** What a file is, so that one cannot be put in another's place. */
export type Use = "bytes" | "database" | "manifest";

export const DEPOT_FILE = "depot.json";
const READ_BYTES = 1024 * 1024;

export const temporaryFolder = ({ folder }: Pick<Depot, "folder">): string => join(folder, "tmp");

/** One that is there; `passphrase` is not asked for where nothing is encrypted. */
export async function openDepot(folder: string, passphrase: string | undefined): Promise<Depot> {
  const file = await readDepotFile(folder);
  if (!file) throw new BackupError("backup.damaged", join(folder, DEPOT_FILE));
  if (file.encryption === null) return { folder, file, key: undefined };
  if (passphrase === undefined) throw new BackupError("backup.passphrase", folder);
  return { folder, file, key: await depotKey(passphrase, file.encryption) };
}

/** To write into: a new one is encrypted where there is a passphrase, and the two kinds never mix. */
export async function depotToWrite(folder: string, passphrase: string | undefined, cost?: number): Promise<Depot> {
  const known = await readDepotFile(folder);
  if (known) {
    if (known.encryption === null && passphrase !== undefined) throw new BackupError("backup.not-encrypted", folder);
    return openDepot(folder, passphrase);
  }
  // without its head what lies there could be of any kind
  if ((await backupNames(folder)).length > 0) throw new BackupError("backup.damaged", join(folder, DEPOT_FILE));
  const made = passphrase === undefined ? undefined : await newEncryption(passphrase, cost);
  const file: DepotFile = { format: DEPOT_FORMAT, encryption: made?.encryption ?? null };
  await writeDepotFile(folder, file);
  return { folder, file, key: made?.key };
}

async function readDepotFile(folder: string): Promise<DepotFile | undefined> {
  const place = join(folder, DEPOT_FILE);
  const text = await readFile(place, "utf8").catch(absent);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BackupError("backup.damaged", place, { cause: error });
  }
  if (typeof value === "object" && value !== null && "format" in value && Number(value.format) > DEPOT_FORMAT)
    throw new BackupError("backup.newer", place);
  const parsed = depotFile.safeParse(value);
  if (!parsed.success) throw new BackupError("backup.damaged", place, { cause: parsed.error });
  return parsed.data;
}

export const writeDepotFile = (folder: string, file: DepotFile): Promise<void> => writeJson(folder, DEPOT_FILE, file);

/** Whole or not at all, and there to stay. */
export async function writeJson(folder: string, name: string, value: unknown): Promise<void> {
  const temporary = join(folder, `.${randomUUID()}`);
  const handle = await open(temporary, "wx", 0o600);
  await closing(handle, async () => {
    await writeAll(handle, Buffer.from(`${JSON.stringify(value, null, 2)}\n`));
    await handle.sync();
  });
  await rename(temporary, join(folder, name));
  await syncFolder(folder);
}

const NAME = /^\d{4}-\d\d-\d\d-\d{6}(?:-\d+)?$/;

export const isBackupName = (name: string): boolean => NAME.test(name);

/** Of every backup that is there, oldest first. */
export async function backupNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() && isBackupName(entry.name) ? [entry.name] : [])).toSorted();
}

export function bytesPath({ folder, key }: Pick<Depot, "folder" | "key">, sha256: string): string {
  const name = storedName(sha256, key);
  return join(folder, "bytes", name.slice(0, 2), name.slice(2));
}

/** Of the file that so many bytes are kept in. */
export const storedSize = ({ key }: Pick<Depot, "key">, plain: number): number => (key ? sealedSize(plain) : plain);

/** Whether a file of the right length lies there; what is in it is told by reading it. */
export async function lies(depot: Depot, { sha256, size }: Content): Promise<boolean> {
  const found = await stat(bytesPath(depot, sha256)).catch(absent);
  return found !== undefined && found.size === storedSize(depot, size);
}

/** Into a new file, on the disk when it resolves; answers what the plain bytes were. */
export async function writeStored(
  { key }: Depot,
  path: string,
  use: Use,
  chunks: AsyncIterable<Uint8Array>,
): Promise<Content> {
  const hash = createHash("sha256");
  let size = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.byteLength;
      yield chunk;
    }
  }
  const handle = await open(path, "wx", 0o600);
  await closing(handle, async () => {
    for await (const chunk of key ? sealed(key.bytes, use, counted()) : counted()) await writeAll(handle, chunk);
    await handle.sync();
  });
  return { sha256: hash.digest("hex"), size };
}

export function readStored({ key }: Depot, path: string, use: Use): AsyncIterable<Uint8Array> {
  const chunks: AsyncIterable<Uint8Array> = createReadStream(path, { highWaterMark: READ_BYTES });
  return key ? unsealed(key.bytes, use, chunks) : chunks;
}

/** Reads a file to its end and says whether it is what it should be. */
export async function checkStored(
  depot: Depot,
  path: string,
  use: Use,
  expected: Content,
): Promise<"whole" | "missing" | "damaged"> {
  const found = await stat(path).catch(absent);
  if (!found) return "missing";
  if (found.size !== storedSize(depot, expected.size)) return "damaged";
  const hash = createHash("sha256");
  try {
    for await (const chunk of readStored(depot, path, use)) hash.update(chunk);
  } catch (error) {
    if (error instanceof DamagedFramesError) return "damaged";
    throw error;
  }
  return hash.digest("hex") === expected.sha256 ? "whole" : "damaged";
}

/** A file's content under its name; false where the bytes are not those that were promised. */
export async function takeIn(depot: Depot, promised: Content, chunks: AsyncIterable<Uint8Array>): Promise<boolean> {
  const temporary = join(temporaryFolder(depot), randomUUID());
  try {
    const written = await writeStored(depot, temporary, "bytes", chunks);
    if (written.sha256 !== promised.sha256 || written.size !== promised.size) return false;
    const path = bytesPath(depot, promised.sha256);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(temporary, path);
    return true;
  } finally {
    await rm(temporary, { force: true });
  }
}

export function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
