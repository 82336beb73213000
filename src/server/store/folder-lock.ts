import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Keeps a second process off the same data folder. The lock is the operating system's own on an open file, so it ends
 * with the process however that ends. Answers how to release it, or undefined where another process holds it.
 */
export function lockFolder(folder: string): (() => void) | undefined {
  const database = new DatabaseSync(join(folder, "lock.sqlite"));
  try {
    database.exec("pragma busy_timeout = 0");
    database.exec("begin exclusive");
    return () => database.close();
  } catch (error) {
    database.close();
    if (error instanceof Error && "errcode" in error && error.errcode === 5) return undefined;
    throw error;
  }
}
