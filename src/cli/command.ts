/** Where a command's words go, and what it knows of its surroundings. */
export interface Terminal {
  say: (line: string) => void;
  complain: (line: string) => void;
  env: Readonly<Record<string, string | undefined>>;
}

export interface Command {
  /** the words that call it */
  words: readonly string[];
  summary: string;
  usage: readonly string[];
  run: (args: readonly string[], terminal: Terminal) => Promise<void>;
}

/** What the caller typed wrongly: exit code 2, with a hint at the help. */
export class UsageError extends Error {}

/** What the caller can put right: exit code 1, one or several lines in Chinese. */
export class CommandError extends Error {}
