import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { BackupMade } from "#core/api/backup.ts";
import type { Result } from "#core/result.ts";
import { attempted, BackupError, type BackupFailure } from "#server/backup/backup-error.ts";
import type { BackupTask } from "#server/backup/backup-task.ts";
import { type DatabaseFacts, databaseFacts } from "#server/backup/database-facts.ts";
import type { Depot } from "#server/backup/depot.ts";
import * as depots from "#server/backup/depot.ts";
import { needRoom } from "#server/backup/disk-room.ts";
import { type BackupManifest, madeOf, manifestText } from "#server/backup/manifest.ts";
import { writeNewest } from "#server/backup/newest.ts";
import { removeSuperfluous } from "#server/backup/retention.ts";
import { takeFiles } from "#server/backup/take-files.ts";
import { closing, syncFolder } from "#server/files/disk.ts";
import { localInstant } from "#server/services/local-time.ts";
import { lockFolder } from "#server/store/folder-lock.ts";

export interface MadeBackup {
  made: BackupMade;
  /** earlier ones whose manifests cannot be read */
  damaged: string[];
}

/** A whole backup, read back; or why there is none. What was copied until then is not copied again by the next one. */
export const makeBackup = (task: BackupTask): Promise<Result<MadeBackup, BackupFailure>> =>
  attempted(async () => {
    // only itself: a disk that is not mounted is not made up for by a folder of the same name
    await mkdir(task.folder, { mode: 0o700 }).catch(exists);
    const release = locked(task.folder);
    if (!release) throw new BackupError("backup.busy", task.folder);
    try {
      return await makeLocked(task);
    } finally {
      release();
    }
  });

function exists(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}

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
    await needRoom(task.folder, (depot.key ? 2 : 1) * (await task.source.databaseBytes()), task.room);
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

const DAY_MS = 86_400_000;
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
