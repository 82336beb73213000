import { open } from "node:fs/promises";
import { sql } from "kysely";
import { describeBreak } from "#core/audit/chain.ts";
import { BackupError } from "#server/backup/backup-error.ts";
import { checkStored, readStored } from "#server/backup/depot.ts";
import type { BackupManifest } from "#server/backup/manifest.ts";
import { type Backup, databasePath } from "#server/backup/read-backup.ts";
import { closing, writeAll } from "#server/files/disk.ts";
import { record } from "#server/services/audit.ts";
import { placeAt, verifyChain } from "#server/services/audit-chain.ts";
import { migrate } from "#server/store/migrate.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import type { Db, Store } from "#server/store/store.ts";

/** The backup's database in the clear, in a file of its own, as whole as the manifest says. */
export async function writeDatabase(backup: Backup, path: string): Promise<void> {
  const from = databasePath(backup);
  const state = await checkStored(backup.depot, from, "database", backup.manifest.database);
  if (state !== "whole") throw new BackupError("backup.damaged", from);
  const handle = await open(path, "w", 0o600);
  await closing(handle, async () => {
    for await (const chunk of readStored(backup.depot, from, "database")) await writeAll(handle, chunk);
    await handle.sync();
  });
}

export interface Proved {
  store: Store;
  /** what is wrong with the log: it was so already when the backup was made */
  brokenLog: string | undefined;
}

/** Opens it, checked page by page and brought up to date. The caller closes it. */
export async function openProved(path: string, { audit }: BackupManifest, now: Date): Promise<Proved> {
  const store = openSqlite(path);
  try {
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(1)`.execute(store.db);
    if (rows[0]?.integrity_check !== "ok") throw new BackupError("backup.damaged", path);
    await migrate(store, () => now);
    const head = await placeAt(store.db, audit.number);
    if (head.number !== audit.number || head.hash !== audit.hash) throw new BackupError("backup.damaged", path);
    const chain = await verifyChain(store.db);
    return { store, brokenLog: chain.ok ? undefined : describeBreak(chain.error) };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * What only spoke of the installation at work goes: sessions, which may have been ended since, and files half-way in,
 * whose bytes no backup has. That it was restored is the log's next entry. `last` commits together with this.
 */
export async function settleRestored(
  db: Db,
  { madeAt, audit }: BackupManifest,
  now: Date,
  last: (tx: Db) => Promise<void> = async () => undefined,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom("auth_session").execute();
    await tx.deleteFrom("auth_verification").execute();
    await tx.deleteFrom("presence").execute();
    await tx.deleteFrom("upload_piece").execute();
    await tx.deleteFrom("upload_lease").execute();
    await tx.deleteFrom("upload").execute();
    await tx.deleteFrom("parcel").where("imported_at", "is", null).execute();
    const by = { organisationId: null, accountId: null, at: now };
    await record(tx, by, { type: "installation.restored", madeAt, upTo: audit.number });
    await last(tx);
  });
}
