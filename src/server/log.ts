/** One line per event. Facts only: no names, no addresses, no answers, no secrets. */
export interface Log {
  info: (event: string, facts?: LogFacts) => void;
  error: (event: string, facts?: LogFacts) => void;
}
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;
