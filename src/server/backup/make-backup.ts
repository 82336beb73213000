import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, open, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { BackupMade, BackupReason } from "#core/api/backup.ts";
import type { Keep } from "#core/backup/keep.ts";
import type { Result } from "#core/result.ts";
import { attempted, BackupError, type BackupFailure } from "#server/backup/backup-error.ts";
import { type DatabaseFacts, databaseFacts } from "#server/backup/database-facts.ts";
import type { Depot } from "#server/backup/depot.ts";
import * as depots from "#server/backup/depot.ts";
import { type BackupManifest, madeOf, manifestText } from "#server/backup/manifest.ts";
import { writeNewest } from "#server/backup/newest.ts";
import { removeSuperfluous } from "#server/backup/retention.ts";
import { closing, syncFolder } from "#server/files/disk.ts";
import { DamagedFileError } from "#server/files/files.ts";
import type { NamedFile } from "#server/move/named-files.ts";
import { localInstant } from "#server/services/local-time.ts";
import { lockFolder } from "#server/store/folder-lock.ts";
import type { StoreKind } from "#server/store/store.ts";

/** The installation that is copied; it may be at work. */
export interface BackupSource {
  kind: StoreKind;
  /** about how much its database takes */
  databaseBytes: () => Promise<number>;
  /** as it is at one moment, into a file that is not there yet */
  copyDatabase: (path: string) => Promise<void>;
  /** bytes that may turn out to be damaged */
  /** a folder on the data's own disk, for what must not lie unencrypted elsewhere */
  scratch: string;
  read: (sha256: string) => Promise<AsyncIterable<Uint8Array> | undefined>;
}

export interface BackupTask {
  source: BackupSource;
  folder: string;
  passphrase: string | undefined;
  reason: BackupReason;
  /** of the program */
  version: string;
  now: Date;
  /** absent = every backup stays */
  keep?: Keep | undefined;
  told?: (done: number, all: number) => void;
  /** replaces the disk's own word, so that a test can fill it */
  room?: (folder: string) => Promise<Room>;
  /** replaces the work that a guess of the passphrase costs, so that tests need not wait */
  cost?: number;
}

/** Bytes of a disk. */
export interface Room {
  free: number;
  all: number;
}

export interface MadeBackup {
  made: BackupMade;
  /** earlier ones whose manifests cannot be read */
  damaged: string[];
}

/** A whole backup, read back; or why there is none. What was copied until then is not copied again by the next one. */
export const makeBackup = (task: BackupTask): Promise<Result<MadeBackup, BackupFailure>> =>
  attempted(async () => {
    await mkdir(task.folder, { recursive: true, mode: 0o700 });
    const release = locked(task.folder);
    if (!release) throw new BackupError("backup.busy", task.folder);
    try {
      return await makeLocked(task);
    } finally {
      release();
    }
  });

function locked(folder: string): (() => void) | undefined {
  try {
    return lockFolder(folder);
  } catch (error) {
    throw new BackupError("backup.folder", folder, { cause: error });
  }
}

async function makeLocked(task: BackupTask): Promise<MadeBackup> {
  const depot = await depots.depotToWrite(task.folder, task.passphrase, task.cost);
  const temporary = depots.temporaryFolder(depot);
  // of one that was broken off
  await rm(temporary, { recursive: true, force: true });
  const own = join(temporary, randomUUID());
  await mkdir(own, { recursive: true, mode: 0o700 });
  try {
    // one copy is read while it is encrypted into another
    await needRoom(task, (depot.key ? 2 : 1) * (await task.source.databaseBytes()));
    const { facts, database } = await takeDatabase(depot, task, own);
    const missing = await takeFiles(depot, task, facts.files);
    const lost = new Set(missing.map(({ sha256 }) => sha256));
    const manifest: BackupManifest = {
      format: 1,
      madeAt: task.now.toISOString(),
      reason: task.reason,
      version: task.version,
      migration: facts.migration,
      source: task.source.kind,
      mark: facts.mark,
      database,
      audit: facts.audit,
      files: facts.files.flatMap(({ sha256, size }) => (lost.has(sha256) ? [] : [{ sha256, size }])),
      missing,
    };
    const name = await settle(depot, own, manifest, task.now);
    await writeNewest(depot.folder, madeOf(name, manifest, depot.key !== undefined));
    const damaged = task.keep ? await removeSuperfluous(depot, task.keep) : [];
    return { made: madeOf(name, manifest, depot.key !== undefined), damaged };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** First the database: every file that it names was durable before its row was written, and no file ever goes. */
async function takeDatabase(
  depot: Depot,
  task: BackupTask,
  own: string,
): Promise<{ facts: DatabaseFacts; database: depots.Content }> {
  // one in the clear never lies among encrypted ones, also where this process is killed
  const scratch = depot.key ? await scratchFolder(task.source.scratch, task.now) : own;
  try {
    const plain = join(scratch, "plain");
    const path = join(own, "database");
    await task.source.copyDatabase(plain);
    const facts = await databaseFacts(plain, task.now);
    if (depot.key) await depots.writeStored(depot, path, "database", createReadStream(plain));
    else await settleFile(plain, path);
    const database = await contentOf(depot.key ? plain : path);
    if ((await depots.checkStored(depot, path, "database", database)) !== "whole")
      throw new BackupError("backup.unreadable", path);
    return { facts, database };
  } finally {
    if (depot.key) await rm(scratch, { recursive: true, force: true });
  }
}

const SCRATCH = ".backup-";

/** A new one; what killed processes have left goes. */
async function scratchFolder(parent: string, now: Date): Promise<string> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(SCRATCH)) continue;
    const found = await stat(join(parent, name)).catch(depots.absent);
    if (found && now.getTime() - found.mtimeMs > DAY_MS) await rm(join(parent, name), { recursive: true, force: true });
  }
  return mkdtemp(join(parent, SCRATCH));
}

async function settleFile(from: string, to: string): Promise<void> {
  const handle = await open(from, "r+");
  await closing(handle, () => handle.sync());
  await rename(from, to);
}

async function contentOf(path: string): Promise<depots.Content> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return { sha256: hash.digest("hex"), size: (await stat(path)).size };
}

/** Each month all that lies there is read once: a thirtieth each day. */
const ROUND_DAYS = 30;
const DAY_MS = 86_400_000;

/** While one waits for the disk others are hashed. */
const AT_ONCE = 4;

/** Every one has ended when this fails: nothing is written any more. */
async function allSettled(running: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(running)).find((each) => each.status === "rejected");
  if (failed) throw failed.reason;
}

/** Copies what is not there yet and reads it back. One bad file of the source keeps no other from being saved. */
async function takeFiles(
  depot: Depot,
  task: BackupTask,
  files: readonly NamedFile[],
): Promise<BackupManifest["missing"]> {
  const day = Math.floor(task.now.getTime() / DAY_MS) % ROUND_DAYS;
  const wanted: NamedFile[] = [];
  for (const file of files) {
    const due = Number.parseInt(file.sha256.slice(0, 4), 16) % ROUND_DAYS === day;
    const there = (await depots.lies(depot, file)) && (!due || (await isWhole(depot, file)));
    if (!there) wanted.push(file);
  }
  await needRoom(
    task,
    wanted.reduce((sum, { size }) => sum + depots.storedSize(depot, size), 0),
  );
  const missing: BackupManifest["missing"] = [];
  const folders = new Set<string>();
  const waiting = wanted.values();
  let done = 0;
  const takeNext = async (): Promise<void> => {
    for (const file of waiting) {
      const fault = await takeFile(depot, task.source, file);
      if (fault) missing.push({ sha256: file.sha256, title: file.title, fault });
      else folders.add(dirname(depots.bytesPath(depot, file.sha256)));
      done += 1;
      task.told?.(done, wanted.length);
    }
  };
  await allSettled(Array.from({ length: AT_ONCE }, takeNext));
  for (const folder of folders) await syncFolder(folder);
  if (folders.size > 0) await syncFolder(join(depot.folder, "bytes"));
  return missing;
}

const isWhole = async (depot: Depot, file: NamedFile): Promise<boolean> =>
  (await depots.checkStored(depot, depots.bytesPath(depot, file.sha256), "bytes", file)) === "whole";

async function takeFile(
  depot: Depot,
  source: BackupSource,
  file: NamedFile,
): Promise<"missing" | "damaged" | undefined> {
  const chunks = await source.read(file.sha256);
  if (!chunks) return "missing";
  try {
    if (!(await depots.takeIn(depot, file, chunks))) return "damaged";
  } catch (error) {
    if (error instanceof DamagedFileError) return "damaged";
    throw error;
  }
  if (!(await isWhole(depot, file))) throw new BackupError("backup.unreadable", depots.bytesPath(depot, file.sha256));
  return undefined;
}

/** Becomes a backup at once: its folder gets its name when everything in it is on the disk. */
async function settle(depot: Depot, own: string, manifest: BackupManifest, now: Date): Promise<string> {
  const text = Buffer.from(manifestText(manifest));
  await depots.writeStored(depot, join(own, "manifest"), "manifest", chunksOf(text));
  await depots.writeDepotFile(own, depot.file);
  const stamp = localInstant(now).replace(" ", "-").replaceAll(":", "");
  const taken = new Set(await depots.backupNames(depot.folder));
  let name = stamp;
  for (let number = 2; taken.has(name); number += 1) name = `${stamp}-${number}`;
  await rename(own, join(depot.folder, name));
  await syncFolder(depot.folder);
  return name;
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** A disk that a backup has filled stops the work that it was to protect. */
const RESERVE_BYTES = 1024 ** 3;
const RESERVE_SHARE = 0.05;

async function needRoom({ folder, room = roomOf }: BackupTask, bytes: number): Promise<void> {
  const { free, all } = await room(folder);
  const reserve = Math.min(RESERVE_BYTES, all * RESERVE_SHARE);
  if (bytes > 0 && free - bytes < reserve) throw new BackupError("backup.full", folder);
}

async function roomOf(folder: string): Promise<Room> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, all: blocks * bsize };
}
