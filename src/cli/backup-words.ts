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
