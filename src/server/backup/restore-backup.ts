import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { sql } from "kysely";
import { BackupError } from "#server/backup/backup-error.ts";
import { bytesPath, lies, readStored } from "#server/backup/depot.ts";
import { type Backup, checkBackup } from "#server/backup/read-backup.ts";
import { beginRestore, endRestore, HALF_DATABASE, lookAtFolder } from "#server/backup/restore-mark.ts";
import { openProved, settleRestored, writeDatabase } from "#server/backup/restored-database.ts";
import { openDiskFiles, syncFolder } from "#server/files/disk.ts";
import type { Bytes, Files } from "#server/files/files.ts";
import { type BadFile, checkBytes, copyBytes } from "#server/move/move-bytes.ts";
import { lookAtTarget, markMove } from "#server/move/move-mark.ts";
import { copyRows, differingTables } from "#server/move/move-rows.ts";
import { lockFolder } from "#server/store/folder-lock.ts";
import { migrate } from "#server/store/migrate.ts";
import type { Db, Store } from "#server/store/store.ts";

export type RestoreStep = "checking" | "copying" | "proving";

export interface RestoreTask {
  backup: Backup;
  now: Date;
  told: (step: RestoreStep, done: number, all: number) => void;
}

export interface Restored {
  /** files that the backup never had */
  missing: readonly BadFile[];
  brokenLog: string | undefined;
}

/** The target holds something: nothing of it was changed. */
export class OccupiedError extends Error {}

/** Into a data folder that is not there or empty, or that an earlier try has left half full. Everything is read before anything is written. */
export async function restoreToFolder(task: RestoreTask, folder: string, filesFolder: string): Promise<Restored> {
  const { backup, now, told } = task;
  if ((await lookAtFolder(folder)) === "foreign") throw new OccupiedError(folder);
  await checkBackup(backup, (done, all) => told("checking", done, all));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const release = lockFolder(folder);
  if (!release) throw new BackupError("backup.busy", folder);
  try {
    await beginRestore(folder);
    const half = join(folder, HALF_DATABASE);
    for (const end of ["", "-wal", "-shm"]) await rm(half + end, { force: true });
    await writeDatabase(backup, half);
    const { store, brokenLog } = await openProved(half, backup.manifest, now);
    let missing: readonly BadFile[];
    try {
      missing = await fillFiles(task, store.db, await openDiskFiles(filesFolder, now));
      await settleRestored(store.db, backup.manifest, now);
      await sql`pragma journal_mode = delete`.execute(store.db);
    } finally {
      await store.close();
    }
    await rename(half, join(folder, "ziping.sqlite"));
    await syncFolder(folder);
    await endRestore(folder);
    return { missing, brokenLog };
  } finally {
    release();
  }
}

/** Into an empty PostgreSQL and a store of files; until its end no server starts on it. */
export async function restoreToStore(task: RestoreTask, to: Store, files: Files): Promise<Restored> {
  const { backup, now, told } = task;
  const { mark } = backup.manifest;
  const state = await lookAtTarget(to, mark);
  if (state === "foreign" || state === "done") throw new OccupiedError("database");
  if (!(await files.usable())) throw new BackupError("backup.files");
  await checkBackup(backup, (done, all) => told("checking", done, all));
  const scratch = await mkdtemp(join(tmpdir(), "ziping-restore-"));
  try {
    await writeDatabase(backup, join(scratch, "database"));
    const { store: from, brokenLog } = await openProved(join(scratch, "database"), backup.manifest, now);
    try {
      await migrate(to, () => now);
      await markMove(to.db, mark, "begun");
      await copyRows(from.db, to.db, () => undefined);
      const [differing] = await differingTables(from.db, to.db);
      if (differing) throw new BackupError("backup.unreadable", differing.table);
      const missing = await fillFiles(task, from.db, files);
      await settleRestored(to.db, backup.manifest, now, (tx) => markMove(tx, mark, "done"));
      return { missing, brokenLog };
    } finally {
      await from.close();
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Writes what the database names and reads it back; only what the backup itself tells to be lost may be. */
async function fillFiles({ backup, told }: RestoreTask, db: Db, to: Files): Promise<BadFile[]> {
  const { depot, manifest } = backup;
  const sizes = new Map(manifest.files.map((file) => [file.sha256, file]));
  const openVerified = async (sha256: string): Promise<Bytes | undefined> => {
    const file = sizes.get(sha256);
    if (!file || !(await lies(depot, file))) return undefined;
    return Readable.toWeb(Readable.from(readStored(depot, bytesPath(depot, sha256), "bytes"))) as Bytes;
  };
  const sides = { db, from: { openVerified }, to };
  const known = new Set(manifest.missing.map(({ sha256 }) => sha256));
  for (const each of await copyBytes(sides, (done, all) => told("copying", done, all)))
    if (!known.has(each.sha256)) throw new BackupError("backup.damaged", bytesPath(depot, each.sha256));
  const bad = await checkBytes(db, to, (done, all) => told("proving", done, all));
  const unexpected = bad.find(({ sha256 }) => !known.has(sha256));
  if (unexpected) throw new BackupError("backup.unreadable", unexpected.sha256);
  return bad;
}
