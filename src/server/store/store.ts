import type { Kysely } from "kysely";
import type { Result } from "#core/result.ts";
import { beginTelling, type Ear, sendTold } from "#server/store/notices.ts";
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
  /** connections, where there are several: all, those that nobody uses, and the requests that wait for one */
  pool?: () => { size: number; idle: number; waiting: number };
  /** hears what all processes commit, until it is given up; absent = there is only this one */
  hear?: (ear: Ear) => () => Promise<void>;
  close: () => Promise<void>;
}

class RolledBack extends Error {
  readonly failure: unknown;
  constructor(failure: unknown) {
    super("rolled back");
    this.failure = failure;
  }
}

type Step = () => Promise<void>;

/** What the running transactions have left for their end. */
const lastSteps = new WeakMap<Db, Step[]>();

/**
 * Leaves a step for the moment before the commit: a row that everybody writes is held only as long as it must be, and
 * always after the rows of the work. False where nothing waits for that moment: then the caller does it at once.
 */
export function beforeCommit(tx: Db, step: Step): boolean {
  const steps = lastSteps.get(tx);
  steps?.push(step);
  return steps !== undefined;
}

/** What is read belongs together: nothing that others save meanwhile comes in between. */
export const atOneMoment = <T>(db: Db, read: (tx: Db) => Promise<T>): Promise<T> =>
  db.isTransaction ? read(db) : db.transaction().setIsolationLevel("repeatable read").execute(read);

/** Everything or nothing: a returned failure rolls back just as an exception does. Inside a transaction it joins it. */
export async function inTransaction<T, E>(db: Db, work: (tx: Db) => Promise<Result<T, E>>): Promise<Result<T, E>> {
  if (db.isTransaction) return work(db);
  try {
    let pass: () => void = () => undefined;
    const done = await db.transaction().execute(async (tx) => {
      const steps: Step[] = [];
      lastSteps.set(tx, steps);
      beginTelling(tx);
      const result = await work(tx);
      if (!result.ok) throw new RolledBack(result.error);
      for (const step of steps) await step();
      pass = await sendTold(db, tx);
      return result;
    });
    pass();
    return done;
  } catch (error) {
    if (error instanceof RolledBack) return { ok: false, error: error.failure as E };
    throw error;
  }
}
