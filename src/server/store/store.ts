import type { Kysely } from "kysely";
import type { Result } from "#core/result.ts";
import type { Schema } from "#server/store/schema.ts";

/** A connection or a transaction: services take either, and never reach for another one. */
export type Db = Kysely<Schema>;

export type StoreKind = "sqlite" | "postgres";

/** What an exception from the database means to the person who waits; undefined = a fault of ours. */
export type StoreFault = "store.full" | "store.unavailable";

export interface Store {
  kind: StoreKind;
  db: Db;
  classify: (error: unknown) => StoreFault | undefined;
  close: () => Promise<void>;
}

class RolledBack extends Error {
  readonly failure: unknown;
  constructor(failure: unknown) {
    super("rolled back");
    this.failure = failure;
  }
}

/** What is read belongs together: nothing that others save meanwhile comes in between. */
export const atOneMoment = <T>(db: Db, read: (tx: Db) => Promise<T>): Promise<T> =>
  db.isTransaction ? read(db) : db.transaction().setIsolationLevel("repeatable read").execute(read);

/** Everything or nothing: a returned failure rolls back just as an exception does. Inside a transaction it joins it. */
export async function inTransaction<T, E>(db: Db, work: (tx: Db) => Promise<Result<T, E>>): Promise<Result<T, E>> {
  if (db.isTransaction) return work(db);
  try {
    return await db.transaction().execute(async (tx) => {
      const result = await work(tx);
      if (!result.ok) throw new RolledBack(result.error);
      return result;
    });
  } catch (error) {
    if (error instanceof RolledBack) return { ok: false, error: error.failure as E };
    throw error;
  }
}
