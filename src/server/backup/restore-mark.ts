import { existsSync } from "node:fs";
import { open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { absent } from "#server/backup/depot.ts";
import { closing, syncFolder, writeAll } from "#server/files/disk.ts";

/** Lies in a data folder as long as it holds less than its backup. */
const MARK = "restore-begun";
export const HALF_DATABASE = "ziping.sqlite.restoring";

/** What a restore may have made before it was broken off. */
const OWN = new Set([MARK, "files", "lock.sqlite", HALF_DATABASE, `${HALF_DATABASE}-wal`, `${HALF_DATABASE}-shm`]);

export const isHalfRestored = (folder: string): boolean => existsSync(join(folder, MARK));

/** What a folder that is to be restored into holds. */
export async function lookAtFolder(folder: string): Promise<"empty" | "begun" | "foreign"> {
  const names = (await readdir(folder).catch(absent)) ?? [];
  if (names.length === 0) return "empty";
  // the database gets its name last: where it has it only the mark was left behind
  const ours = names.includes(MARK) && names.every((name) => OWN.has(name) || name === "ziping.sqlite");
  return ours ? "begun" : "foreign";
}

export async function beginRestore(folder: string): Promise<void> {
  const handle = await open(join(folder, MARK), "w", 0o600);
  await closing(handle, async () => {
    await writeAll(handle, Buffer.from("正在从备份恢复，完成前不能启动。\n"));
    await handle.sync();
  });
  await syncFolder(folder);
}

export async function endRestore(folder: string): Promise<void> {
  await rm(join(folder, MARK));
  await syncFolder(folder);
}
