import { resolve } from "node:path";
import { sql } from "kysely";
import type { BackupMade } from "#core/api/backup.ts";
import { ok, type Result } from "#core/result.ts";
import { attempted, type BackupFailure } from "#server/backup/backup-error.ts";
import { backupSource, readPassphrase } from "#server/backup/backup-source.ts";
import { makeBackup } from "#server/backup/make-backup.ts";
import type { Config } from "#server/config.ts";
import { appliedMigration, MIGRATIONS } from "#server/store/migrate.ts";
import type { Store } from "#server/store/store.ts";

/**
 * A database that is about to be changed is saved first, and the change is tried on a copy. Undefined where nothing is
 * to be changed, or backups are switched off or somebody else's.
 */
export async function backupBeforeUpgrade(
  config: Config,
  store: Store,
  version: string,
  now: Date,
): Promise<Result<BackupMade | undefined, BackupFailure>> {
  if (!config.backup.on || store.kind !== "sqlite" || !(await isOlder(store))) return ok(undefined);
  const passphrase = await attempted(() => readPassphrase(config.backup));
  if (!passphrase.ok) return passphrase;
  const made = await makeBackup({
    source: backupSource(config, now),
    folder: resolve(config.backup.folder),
    passphrase: passphrase.value,
    reason: "upgrade",
    version,
    now,
    // nothing goes while it is not certain that the upgrade does well
    keep: undefined,
  });
  return made.ok ? ok(made.value.made) : made;
}

async function isOlder({ db }: Store): Promise<boolean> {
  const { rows } = await sql`select 1 from sqlite_schema where name = 'schema_migration'`.execute(db);
  if (rows.length === 0) return false;
  const found = await appliedMigration(db);
  return found > 0 && found < MIGRATIONS.length;
}
