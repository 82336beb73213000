import { statfs } from "node:fs/promises";
import { BackupError } from "#server/backup/backup-error.ts";

/** Bytes of a disk. */
export interface Room {
  free: number;
  all: number;
}

/** A disk that a backup has filled stops the work that it was to protect. */
const RESERVE_BYTES = 1024 ** 3;
const RESERVE_SHARE = 0.05;

export async function needRoom(folder: string, bytes: number, room = roomOf): Promise<void> {
  const { free, all } = await room(folder);
  const reserve = Math.min(RESERVE_BYTES, all * RESERVE_SHARE);
  if (bytes > 0 && free - bytes < reserve) throw new BackupError("backup.full", folder);
}

async function roomOf(folder: string): Promise<Room> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, all: blocks * bsize };
}
