import { randomUUID } from "node:crypto";
import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Keep, superfluous } from "#core/backup/keep.ts";
import { attempted } from "#server/backup/backup-error.ts";
import { absent, backupNames, type Depot, temporaryFolder } from "#server/backup/depot.ts";
import { storedName } from "#server/backup/depot-key.ts";
import { type Backup, readBackup } from "#server/backup/read-backup.ts";
import { syncFolder } from "#server/files/disk.ts";
import { localDay } from "#server/services/local-time.ts";

export interface Listed {
  backups: Backup[];
  /** names of those that cannot be read */
  damaged: string[];
}

/** Oldest first; by their manifests alone. */
export async function listBackups(depot: Depot): Promise<Listed> {
  const listed: Listed = { backups: [], damaged: [] };
  for (const name of await backupNames(depot.folder)) {
    const read = await attempted(() => readBackup(depot, name));
    if (read.ok) listed.backups.push(read.value);
    else listed.damaged.push(name);
  }
  return listed;
}

/**
 * Lets backups go by their age, and then the bytes that none names any more. Where one cannot be read no bytes go: what
 * it names is not known. Answers the names of those.
 */
export async function removeSuperfluous(depot: Depot, keep: Keep): Promise<string[]> {
  const { backups: all, damaged } = await listBackups(depot);
  const facts = all.map(({ name, manifest: { madeAt, reason } }) => ({
    name,
    at: Date.parse(madeAt),
    day: localDay(new Date(madeAt)),
    upgrade: reason === "upgrade",
  }));
  const going = new Set(superfluous(facts, keep));
  for (const name of going) {
    // gone at once, and then taken apart
    const away = join(temporaryFolder(depot), randomUUID());
    await rename(join(depot.folder, name), away);
    await syncFolder(depot.folder);
    await rm(away, { recursive: true, force: true });
  }
  if (going.size > 0 && damaged.length === 0)
    await sweep(
      depot,
      all.filter(({ name }) => !going.has(name)),
    );
  return damaged;
}

async function sweep(depot: Depot, staying: readonly Backup[]): Promise<void> {
  const named = new Set(
    staying.flatMap(({ manifest }) => manifest.files.map(({ sha256 }) => storedName(sha256, depot.key))),
  );
  const bytes = join(depot.folder, "bytes");
  for (const first of (await readdir(bytes).catch(absent)) ?? [])
    for (const rest of await readdir(join(bytes, first)))
      if (!named.has(first + rest)) await rm(join(bytes, first, rest), { force: true });
}
