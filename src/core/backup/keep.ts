import { err, ok, type Result } from "#core/result.ts";

/** How many days, weeks and months have a backup that is kept. */
export interface Keep {
  daily: number;
  weekly: number;
  monthly: number;
}

export const DEFAULT_KEEP: Keep = { daily: 7, weekly: 4, monthly: 12 };

/** "7,4,12" */
export function readKeep(text: string): Result<Keep, string> {
  const match = /^\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*$/.exec(text);
  if (!match) return err("应为三个数，依次是保留多少天、多少周、多少月的备份，例如 7,4,12");
  const [daily = 0, weekly = 0, monthly = 0] = match.slice(1).map(Number);
  return daily + weekly + monthly > 0 ? ok({ daily, weekly, monthly }) : err("至少保留一份备份，例如 7,4,12");
}

export interface Kept {
  name: string;
  /** milliseconds since 1970 */
  at: number;
  /** in Beijing, YYYY-MM-DD */
  day: string;
  /** made before an upgrade changed the database */
  upgrade: boolean;
}

/** Beijing has no summer time. */
const BEIJING_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** 1 January 1970 was a Thursday; weeks begin on Mondays. */
const WEEK_SHIFT_MS = 3 * DAY_MS;

const PERIODS: Record<keyof Keep, (backup: Kept) => number | string> = {
  daily: ({ day }) => day,
  weekly: ({ at }) => Math.floor((at + BEIJING_MS + WEEK_SHIFT_MS) / WEEK_MS),
  monthly: ({ day }) => day.slice(0, 7),
};

/**
 * Names that may go. The newest of each of the last days, weeks and months that have one stays; so do all
 * of the last 24 hours up to the newest, and the newest that was made before an upgrade. Days without a backup do not count: what was switched off for
 * a year has its backups still.
 */
export function superfluous(backups: readonly Kept[], keep: Keep): string[] {
  const newestFirst = [...backups].sort((one, other) => other.at - one.at);
  const [newest] = newestFirst;
  const upgrade = newestFirst.find((each) => each.upgrade);
  const recent = newestFirst.filter(({ at }) => newest && newest.at - at < DAY_MS);
  const stay = new Set([...recent, ...(upgrade ? [upgrade] : [])].map(({ name }) => name));
  for (const unit of ["daily", "weekly", "monthly"] as const) {
    const periods = new Set<number | string>();
    for (const backup of newestFirst) {
      const period = PERIODS[unit](backup);
      if (periods.has(period) || periods.size >= keep[unit]) continue;
      periods.add(period);
      stay.add(backup.name);
    }
  }
  return newestFirst.flatMap(({ name }) => (stay.has(name) ? [] : [name]));
}
