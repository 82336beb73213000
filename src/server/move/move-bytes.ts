import { DamagedFileError, type Files } from "#server/files/files.ts";
import { namedFiles } from "#server/move/named-files.ts";
import type { Db } from "#server/store/store.ts";

/** A file that a record names, and what is wrong with it. */
export interface BadFile {
  sha256: string;
  title: string;
  fault: "missing" | "damaged";
}

interface Sides {
  db: Db;
  from: Pick<Files, "openVerified">;
  to: Files;
}

/** Sends what is not there yet. One bad file keeps no other from being moved; `told` hears of every file. */
export async function copyBytes(
  { db, from, to }: Sides,
  told: (done: number, all: number) => void,
): Promise<BadFile[]> {
  const files = await namedFiles(db);
  const bad: BadFile[] = [];
  for (const [index, { sha256, title, size }] of files.entries()) {
    if (!(await to.has(sha256))) {
      const stream = await from.openVerified(sha256);
      if (!stream) bad.push({ sha256, title, fault: "missing" });
      else {
        const put = await to.put(stream, { limit: size, expected: size, sha256, accept: () => true });
        if (!put.ok && put.error === "full") throw new Error("full");
        if (!put.ok) bad.push({ sha256, title, fault: "damaged" });
      }
    }
    told(index + 1, files.length);
  }
  return bad;
}

/** Reads every file back from where it has been moved to. */
export async function checkBytes(db: Db, to: Files, told: (done: number, all: number) => void): Promise<BadFile[]> {
  const files = await namedFiles(db);
  const bad: BadFile[] = [];
  for (const [index, { sha256, title }] of files.entries()) {
    const fault = await faultOf(to, sha256);
    if (fault) bad.push({ sha256, title, fault });
    told(index + 1, files.length);
  }
  return bad;
}

async function faultOf(files: Files, sha256: string): Promise<BadFile["fault"] | undefined> {
  const stream = await files.openVerified(sha256);
  if (!stream) return "missing";
  try {
    for await (const chunk of stream) void chunk;
    return undefined;
  } catch (error) {
    if (error instanceof DamagedFileError) return "damaged";
    throw error;
  }
}
