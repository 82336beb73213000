import { resolve } from "node:path";
import { type Backups, backupsElsewhere } from "#server/backup/backups.ts";
import { dailyBackups } from "#server/backup/daily-backups.ts";
import { readNewest } from "#server/backup/newest.ts";
import { runBackup } from "#server/backup/run-backup.ts";
import type { Config } from "#server/config.ts";
import type { Log } from "#server/log.ts";

const TICK_MS = 60_000;

interface InstalledBackups extends Backups {
  start: () => void;
  stop: () => Promise<void>;
}

/**
 * Those of this process. With a database of its own it makes them in its data folder; where several processes share one,
 * those make them that were given a folder for it: a data folder is no place then.
 */
export function installedBackups(config: Config, version: string, clock: () => Date, log: Log): InstalledBackups {
  const { on, inData, folder } = config.backup;
  const outside = config.databaseUrl !== undefined && inData;
  if (!on || outside)
    return { ...backupsElsewhere(on ? "outside" : "off"), start: () => undefined, stop: async () => undefined };
  const daily = dailyBackups({
    place: inData ? "data" : "elsewhere",
    clock,
    log,
    run: (reason) => runBackup(reason, version),
    newest: () => readNewest(resolve(folder)),
  });
  let timer: NodeJS.Timeout | undefined;
  const tick = (): void => {
    daily.tick().catch((error: unknown) => {
      log.error("backup.not-looked-at", { message: error instanceof Error ? error.message : "not an Error" });
    });
  };
  return {
    ...daily,
    start: () => {
      timer = setInterval(tick, TICK_MS).unref();
    },
    stop: async () => {
      clearInterval(timer);
      await daily.stop();
    },
  };
}
