import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type BackupMade, backupMade } from "#core/api/backup.ts";
import { absent, backupNames, writeJson } from "#server/backup/depot.ts";

const NEWEST_FILE = "newest.json";

export interface Newest {
  /** undefined = there is none, or it was taken away */
  last: BackupMade | undefined;
  kept: number;
}

export const writeNewest = (folder: string, made: BackupMade): Promise<void> => writeJson(folder, NEWEST_FILE, made);

/** Without reading a manifest, which may be large or encrypted. */
export async function readNewest(folder: string): Promise<Newest> {
  const [names, text] = await Promise.all([
    backupNames(folder).catch(absent),
    readFile(join(folder, NEWEST_FILE), "utf8").catch(absent),
  ]);
  const kept = names?.length ?? 0;
  if (text === undefined) return { last: undefined, kept };
  const parsed = backupMade.safeParse(parseJson(text));
  const last = parsed.success ? parsed.data : undefined;
  const there = last && (await stat(join(folder, last.name, "manifest")).catch(absent));
  return { last: there ? last : undefined, kept };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
