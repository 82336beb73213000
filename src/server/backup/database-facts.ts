import { copyFile, rm } from "node:fs/promises";
import { sql } from "kysely";
import { BackupError } from "#server/backup/backup-error.ts";
import { installationMark } from "#server/move/move-mark.ts";
import { type NamedFile, namedFiles } from "#server/move/named-files.ts";
import { readHead } from "#server/services/audit-chain.ts";
import { appliedMigration, MIGRATIONS, migrate } from "#server/store/migrate.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import type { Db } from "#server/store/store.ts";

/** What a copy of the database says of itself. */
export interface DatabaseFacts {
  migration: number;
  mark: string;
  audit: { number: number; hash: string };
  files: NamedFile[];
}

/** Opens the copy, has it checked page by page, and leaves it as one closed file. */
export async function databaseFacts(path: string, now: Date): Promise<DatabaseFacts> {
  const migration = await opened(path, async (db) => {
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(1)`.execute(db);
    if (rows[0]?.integrity_check !== "ok") throw new BackupError("backup.database", rows[0]?.integrity_check);
    return appliedMigration(db);
  });
  if (migration > MIGRATIONS.length) throw new BackupError("backup.newer");
  if (migration === MIGRATIONS.length) return { migration, ...(await opened(path, readFacts)) };
  // what an older database names can be told when it is brought up to date: on a copy, which is a rehearsal as well
  const scratch = `${path}.newer`;
  try {
    await copyFile(path, scratch);
    return { migration, ...(await opened(scratch, readFacts, now)) };
  } finally {
    await rm(scratch, { force: true });
  }
}

const readFacts = async (db: Db): Promise<Omit<DatabaseFacts, "migration">> => ({
  mark: await installationMark(db),
  audit: await readHead(db),
  files: await namedFiles(db),
});

/** Without a log beside it afterwards; brought up to date first where a time is given. */
async function opened<T>(path: string, work: (db: Db) => Promise<T>, migrateAt?: Date): Promise<T> {
  const store = openSqlite(path);
  try {
    if (migrateAt) await migrate(store, () => migrateAt);
    const done = await work(store.db);
    await sql`pragma journal_mode = delete`.execute(store.db);
    return done;
  } finally {
    await store.close();
  }
}
