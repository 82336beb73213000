import { pino } from "pino";
import type { Log, LogFacts } from "#server/log.ts";
import type { LogLevel } from "#server/observe/log-level.ts";
import { scrubFacts } from "#server/observe/scrub.ts";

export interface LeveledLog extends Log {
  warn: Log["info"];
  debug: Log["info"];
}

/** One JSON object per line: `time`, `level`, `event`, then the facts, each of which is scrubbed before it is written. */
export function pinoLog(level: LogLevel, clock: () => Date, write: (line: string) => void): LeveledLog {
  const logger = pino(
    {
      level,
      // neither host name nor process number: whoever collects the lines knows where they come from
      base: null,
      messageKey: "event",
      timestamp: () => `,"time":"${clock().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
  const line =
    (at: LogLevel) =>
    (event: string, facts: LogFacts = {}): void =>
      logger[at](scrubFacts(facts), event);
  return { error: line("error"), warn: line("warn"), info: line("info"), debug: line("debug") };
}
