import type { BackupReason, BackupState } from "#core/api/backup.ts";
import { err, type Result } from "#core/result.ts";

/** Backups of the running installation, as its administrator sees them. */
export interface Backups {
  state: () => Promise<BackupState>;
  /** why none would be begun at present */
  refusal: () => "running" | "off" | undefined;
  /** begins one; how it ends is told by the state */
  begin: (reason: BackupReason) => Result<void, "running" | "off">;
}

/** A process that makes none by itself. */
export function backupsElsewhere(schedule: "off" | "outside"): Backups {
  const state: BackupState = {
    schedule,
    place: "data",
    running: null,
    last: null,
    kept: 0,
    next: null,
    failure: null,
  };
  return { state: async () => state, refusal: () => "off", begin: () => err("off") };
}

/** Seconds since the last good one was made; undefined = there is none. */
export async function backupAge(backups: Backups, clock: () => Date): Promise<number | undefined> {
  const { last } = await backups.state();
  return last ? (clock().getTime() - Date.parse(last.madeAt)) / 1000 : undefined;
}
