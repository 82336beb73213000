/** What a process knows of its backups; instants in milliseconds. */
export interface BackupTimes {
  now: number;
  startedAt: number;
  /** of the newest good one */
  lastAt: number | undefined;
  /** of the newest attempt, where that failed */
  failedAt: number | undefined;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** 02:00 in Beijing, which has no summer time, is 18:00 UTC. */
const DUE_UTC_MS = 18 * HOUR_MS;
/** whoever starts the program in the morning wants to work first */
export const SETTLING_MS = 5 * 60_000;
export const RETRY_MS = HOUR_MS;

/** The first 02:00 after an instant. */
const nextNight = (after: number): number => Math.floor((after - DUE_UTC_MS) / DAY_MS + 1) * DAY_MS + DUE_UTC_MS;

/**
 * When the next one is due: the night after the last; what a switched-off machine has missed, five minutes after its
 * start; an hour after a failure. A last one that lies in the future was made under a wrong clock and says nothing.
 */
export function dueAt({ now, startedAt, lastAt, failedAt }: BackupTimes): number {
  const known = lastAt !== undefined && lastAt <= now ? lastAt : undefined;
  // set back since the start, the clock says nothing of that either
  const begun = Math.min(startedAt, now);
  const wanted = known === undefined ? begun : nextNight(known);
  const settled = begun + SETTLING_MS;
  const missed = Math.max(wanted, settled);
  return failedAt !== undefined && failedAt <= now ? Math.max(missed, failedAt + RETRY_MS) : missed;
}
