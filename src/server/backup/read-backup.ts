import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { BackupError } from "#server/backup/backup-error.ts";
import {
  absent,
  backupNames,
  bytesPath,
  checkStored,
  type Depot,
  openDepot,
  readStored,
} from "#server/backup/depot.ts";
import { DamagedFramesError } from "#server/backup/frames.ts";
import { type BackupManifest, readManifest } from "#server/backup/manifest.ts";
import { lockFolder } from "#server/store/folder-lock.ts";

/** A backup whose manifest was read; what it names is not looked at yet. */
export interface Backup {
  depot: Depot;
  name: string;
  manifest: BackupManifest;
}

/** The backup at a path, or the newest one of the folder of backups that it is. */
export async function openBackup(path: string, passphrase: string | undefined): Promise<Backup> {
  const whole = resolve(path);
  if (await stat(join(whole, "manifest")).catch(absent))
    return readBackup(await openDepot(dirname(whole), passphrase), basename(whole));
  const found = await stat(whole).catch(absent);
  const newest = found?.isDirectory() ? (await backupNames(whole)).at(-1) : undefined;
  if (newest === undefined) throw new BackupError("backup.damaged", whole);
  return readBackup(await openDepot(whole, passphrase), newest);
}

export async function readBackup(depot: Depot, name: string): Promise<Backup> {
  const place = join(depot.folder, name, "manifest");
  if (!(await stat(place).catch(absent))) throw new BackupError("backup.damaged", place);
  try {
    return { depot, name, manifest: readManifest(await text(readStored(depot, place, "manifest")), place) };
  } catch (error) {
    if (error instanceof DamagedFramesError || error instanceof SyntaxError)
      throw new BackupError("backup.damaged", place, { cause: error });
    throw error;
  }
}

/** Keeps the bytes from being swept while they are read; where nothing can be written nothing is swept. */
export async function whileReading<T>({ depot }: Backup, work: () => Promise<T>): Promise<T> {
  const release = lockToRead(depot.folder);
  if (!release) throw new BackupError("backup.busy", depot.folder);
  try {
    return await work();
  } finally {
    release();
  }
}

function lockToRead(folder: string): (() => void) | undefined {
  try {
    return lockFolder(folder);
  } catch {
    // a medium that can only be read
    return () => undefined;
  }
}

export const databasePath = ({ depot, name }: Backup): string => join(depot.folder, name, "database");

/** Reads everything that the manifest names; ends at the first that is not as it was. */
export async function checkBackup(backup: Backup, told: (done: number, all: number) => void): Promise<void> {
  const { depot, manifest } = backup;
  const database = databasePath(backup);
  if ((await checkStored(depot, database, "database", manifest.database)) !== "whole")
    throw new BackupError("backup.damaged", database);
  for (const [index, file] of manifest.files.entries()) {
    const path = bytesPath(depot, file.sha256);
    if ((await checkStored(depot, path, "bytes", file)) !== "whole") throw new BackupError("backup.damaged", path);
    told(index + 1, manifest.files.length);
  }
}
