import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Published reports, beside the project or where PUBLISHED says; undefined where there are none. */
export function publishedFolder(): string | undefined {
  const folder = process.env.PUBLISHED ?? fileURLToPath(new URL("../../shared/domain", import.meta.url));
  return existsSync(join(folder, "sources")) ? folder : undefined;
}

export const readPublished = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");

export function sourceNamed(folder: string, prefix: string): string {
  const name = readdirSync(join(folder, "sources")).find((each) => each.startsWith(prefix));
  if (name === undefined) throw new Error(`no source ${prefix} in ${folder}`);
  return `sources/${name}`;
}

/** A damaged place that a reader listed: its line, the words, and how they should read. */
export interface ListedFault {
  line: number;
  category: string;
  words: string;
  suggestion: string;
}

export const listedFaults = (table: string): ListedFault[] =>
  [...table.matchAll(/^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| [高中低] \|$/gm)].map(
    ([, line, category = "", words = "", suggestion = ""]) => ({ line: Number(line), category, words, suggestion }),
  );
