import { existsSync } from "node:fs";
import { backup, DatabaseSync } from "node:sqlite";
import { BackupError } from "#server/backup/backup-error.ts";
import { copyRows, differingTables } from "#server/move/move-rows.ts";
import { appliedMigration, MIGRATIONS, migrate } from "#server/store/migrate.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { openPostgres } from "#server/store/postgres.ts";

/** In one step: what is written meanwhile would make a copy in several begin anew, and never end. */
const ALL_PAGES = 2 ** 31 - 1;

/** As it was at one moment, by SQLite's own means; a running server goes on writing. */
export async function copySqlite(from: string, to: string): Promise<void> {
  if (!existsSync(from)) throw new BackupError("backup.database", from);
  const database = new DatabaseSync(from, { readOnly: true });
  try {
    database.exec("pragma busy_timeout = 5000");
    await backup(database, to, { rate: ALL_PAGES });
  } finally {
    database.close();
  }
}

/** Every row as it was at one moment, into an SQLite database: a backup is one kind of file, whatever it is of. */
export async function copyPostgres(url: string, to: string, now: Date): Promise<void> {
  const from = openPostgres(url, () => undefined);
  const copy = openSqlite(to);
  try {
    const found = await appliedMigration(from.db);
    if (found !== MIGRATIONS.length)
      throw new BackupError(found > MIGRATIONS.length ? "backup.newer" : "backup.database", undefined, {
        cause: new Error(`the database is at migration ${found}, this version knows ${MIGRATIONS.length}`),
      });
    await migrate(copy, () => now);
    await from.db
      .transaction()
      .setIsolationLevel("repeatable read")
      .execute((reading) =>
        copy.db.transaction().execute(async (writing) => {
          await copyRows(reading, writing, () => undefined);
          const [differing] = await differingTables(reading, writing);
          if (differing) throw new BackupError("backup.unreadable", differing.table);
        }),
      );
  } finally {
    await copy.close();
    await from.close();
  }
}
