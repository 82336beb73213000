import { CommandError, type Terminal } from "#cli/command.ts";
import { type BackupFailure, failureText } from "#server/backup/backup-error.ts";
import { type Config, readConfig } from "#server/config.ts";

export function configured(env: Terminal["env"]): Config {
  const config = readConfig(env);
  if (!config.ok) throw new CommandError(config.error.join("\n"));
  return config.value;
}

export const backupFailure = (failure: BackupFailure): CommandError =>
  new CommandError(
    [`${failureText(failure)}（${failure.fault}）`, ...(failure.cause === undefined ? [] : [failure.cause])].join("\n"),
  );

/** between two lines about the files */
const TOLD_EVERY = 500;

export const teller =
  (terminal: Terminal, what: string) =>
  (done: number, all: number): void => {
    if (done % TOLD_EVERY === 0 || done === all) terminal.say(`${what} ${done}/${all}`);
  };

const UNITS = ["字节", "KB", "MB", "GB", "TB"] as const;

/** 1.5 GB */
export function sizeText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1024 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power] ?? ""}`;
}
