import type { BackupReason } from "#core/api/backup.ts";
import { dueAt } from "#core/backup/schedule.ts";
import { err, ok, type Result } from "#core/result.ts";
import { type BackupFailure, failureText } from "#server/backup/backup-error.ts";
import type { Backups } from "#server/backup/backups.ts";
import type { MadeBackup } from "#server/backup/make-backup.ts";
import type { Newest } from "#server/backup/newest.ts";
import type { Log } from "#server/log.ts";

/** A backup that is being made. */
export interface BackupRun {
  done: Promise<Result<MadeBackup, BackupFailure>>;
  /** leaves a whole one or none, whenever it comes */
  stop: () => void;
}

export interface DailyOptions {
  place: "data" | "elsewhere";
  clock: () => Date;
  log: Log;
  run: (reason: BackupReason) => BackupRun;
  newest: () => Promise<Newest>;
}

export interface DailyBackups extends Backups {
  /** begins one where it is due; asked each minute, so that a clock that jumps or a machine that slept does no harm */
  tick: () => Promise<void>;
  /** ends the one that runs; resolves when nothing is written any more */
  stop: () => Promise<void>;
}

/** Of the process that has the data folder to itself, or of each that shares a folder for backups: who comes first makes it. */
export function dailyBackups({ place, clock, log, run, newest }: DailyOptions): DailyBackups {
  const startedAt = clock().getTime();
  let running: { since: Date; reason: BackupReason; stop: () => void; ended: Promise<void> } | undefined;
  let failed: { at: Date; failure: BackupFailure; by: BackupReason } | undefined;
  let stopped = false;

  const due = ({ last }: Newest): number =>
    dueAt({
      now: clock().getTime(),
      startedAt,
      lastAt: last && Date.parse(last.madeAt),
      failedAt: failed?.at.getTime(),
    });

  const begin: Backups["begin"] = (reason) => {
    if (stopped) return err("off");
    if (running) return err("running");
    const since = clock();
    const { done, stop } = run(reason);
    const ended = done.then((outcome) => {
      running = undefined;
      if (stopped) return;
      failed = outcome.ok ? undefined : { at: clock(), failure: outcome.error, by: reason };
      tell(log, outcome, clock().getTime() - since.getTime());
    });
    running = { since, reason, stop, ended };
    return ok(undefined);
  };

  return {
    begin,
    refusal: () => (stopped ? "off" : running ? "running" : undefined),
    state: async () => {
      const found = await newest();
      return {
        schedule: "daily",
        place,
        running: running ? { since: running.since.toISOString(), reason: running.reason } : null,
        last: found.last ?? null,
        kept: found.kept,
        next: new Date(due(found)).toISOString(),
        failure:
          failed && !(failed.by === "daily" && isElsewhere(failed.failure))
            ? { at: failed.at.toISOString(), code: failed.failure.fault, message: failureText(failed.failure) }
            : null,
      };
    },
    tick: async () => {
      if (running || stopped) return;
      const found = await newest();
      if (clock().getTime() >= due(found)) begin("daily");
    },
    stop: async () => {
      stopped = true;
      running?.stop();
      await running?.ended;
    },
  };
}

/** Another process is at it; whether it does well shows in the folder. */
const isElsewhere = ({ fault }: BackupFailure): boolean => fault === "backup.busy";

function tell(log: Log, outcome: Result<MadeBackup, BackupFailure>, milliseconds: number): void {
  if (!outcome.ok) {
    const { fault, place, cause } = outcome.error;
    if (isElsewhere(outcome.error)) log.info("backup.left-to-another", { place });
    else log.error("backup.not-made", { code: fault, place, message: cause });
    return;
  }
  const { made, damaged } = outcome.value;
  log.info("backup.made", { name: made.name, bytes: made.bytes, files: made.files, milliseconds });
  if (made.missing > 0) log.error("backup.files-missing", { count: made.missing });
  for (const name of damaged) log.error("backup.earlier-damaged", { name });
}
