/** One line per event. Facts only: no names, no addresses, no answers, no secrets. */
export interface Log {
  info: (event: string, facts?: LogFacts) => void;
  error: (event: string, facts?: LogFacts) => void;
}
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

export function jsonLog(clock: () => Date, write: (line: string) => void): Log {
  const line =
    (level: "info" | "error") =>
    (event: string, facts: LogFacts = {}): void =>
      write(JSON.stringify({ at: clock().toISOString(), level, event, ...facts }));
  return { info: line("info"), error: line("error") };
}
