import { relative } from "node:path";

/** Short where the file lies below the current folder. */
export function shortPath(path: string): string {
  const short = relative("", path);
  return short.startsWith("..") ? path : short;
}
