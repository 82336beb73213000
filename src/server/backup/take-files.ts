import { dirname, join } from "node:path";
import { BackupError } from "#server/backup/backup-error.ts";
import type { BackupSource, BackupTask } from "#server/backup/backup-task.ts";
import type { Depot } from "#server/backup/depot.ts";
import * as depots from "#server/backup/depot.ts";
import { needRoom } from "#server/backup/disk-room.ts";
import type { BackupManifest } from "#server/backup/manifest.ts";
import { syncFolder } from "#server/files/disk.ts";
import { DamagedFileError } from "#server/files/files.ts";
import type { NamedFile } from "#server/move/named-files.ts";

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
export async function takeFiles(
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
    task.folder,
    wanted.reduce((sum, { size }) => sum + depots.storedSize(depot, size), 0),
    task.room,
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
