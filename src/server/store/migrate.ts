import { sql } from "kysely";
import type { Migration } from "#server/store/migration.ts";
import { initial } from "#server/store/migrations/0001-initial.ts";
import { evidenceInReport } from "#server/store/migrations/0002-evidence-in-report.ts";
import { uploads } from "#server/store/migrations/0003-uploads.ts";
import { evidenceRecords } from "#server/store/migrations/0004-evidence-records.ts";
import { collation } from "#server/store/migrations/0005-collation.ts";
import { carry } from "#server/store/migrations/0006-carry.ts";
import { packages } from "#server/store/migrations/0007-packages.ts";
import { auditChain } from "#server/store/migrations/0008-audit-chain.ts";
import { review } from "#server/store/migrations/0009-review.ts";
import { builder } from "#server/store/migrations/0010-builder.ts";
import { uploadPieces } from "#server/store/migrations/0011-upload-pieces.ts";
import { failedSignIns } from "#server/store/migrations/0012-failed-sign-ins.ts";
import { twoFactor } from "#server/store/migrations/0013-two-factor.ts";
import { people } from "#server/store/migrations/0014-people.ts";
import type { Db, Store } from "#server/store/store.ts";

/** Append only: the number of a migration is its place here, counted from 1. */
export const MIGRATIONS: readonly Migration[] = [
  initial,
  evidenceInReport,
  uploads,
  evidenceRecords,
  collation,
  carry,
  packages,
  auditChain,
  review,
  builder,
  uploadPieces,
  failedSignIns,
  twoFactor,
  people,
];

export class NewerDatabaseError extends Error {
  readonly found: number;
  readonly known: number;
  constructor(found: number, known: number) {
    super(`database is at migration ${found}, this version knows ${known}`);
    this.found = found;
    this.known = known;
  }
}

/** Any constant will do; every process of this application takes the same one. */
const ADVISORY_LOCK = 7_218_033;

/** Brings the database to the newest migration, each in a transaction of its own. Returns the numbers that ran. */
export async function migrate(
  store: Store,
  clock: () => Date,
  list: readonly Migration[] = MIGRATIONS,
): Promise<number[]> {
  const locked = (work: (tx: Db) => Promise<void>): Promise<void> =>
    store.db.transaction().execute(async (tx) => {
      // another process may be at it, however long it takes
      if (store.kind === "postgres") await sql`set local lock_timeout = 0`.execute(tx);
      if (store.kind === "postgres") await sql`select pg_advisory_xact_lock(${sql.lit(ADVISORY_LOCK)})`.execute(tx);
      await work(tx);
    });
  await locked(async (tx) => {
    await sql`create table if not exists schema_migration (
      number integer primary key, name text not null, applied_at text not null)`.execute(tx);
  });
  const found = await appliedMigration(store.db);
  if (found > list.length) throw new NewerDatabaseError(found, list.length);
  const ran: number[] = [];
  for (const [index, migration] of list.entries()) {
    const number = index + 1;
    await locked(async (tx) => {
      if ((await appliedMigration(tx)) >= number) return;
      await migration.up(tx, store.kind);
      await sql`insert into schema_migration (number, name, applied_at) values (${number}, ${migration.name}, ${clock().toISOString()})`.execute(
        tx,
      );
      ran.push(number);
    });
  }
  return ran;
}

/** The newest applied number; 0 = none yet. */
export async function appliedMigration(db: Db): Promise<number> {
  const { rows } = await sql<{ newest: number | null }>`select max(number) as newest from schema_migration`.execute(db);
  return rows[0]?.newest ?? 0;
}
