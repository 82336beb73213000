import type { Kysely } from "kysely";
import { condense, type Notice } from "#core/notice/notice.ts";
import type { Schema } from "#server/store/schema.ts";

type Db = Kysely<Schema>;

/** A notice as it goes from whoever changed something to the processes; these decide who hears of it. */
export interface Told extends Notice {
  /** whose member changed it */
  organisationId: string | null;
  accountId: string | null;
}

export interface Ear {
  told: (told: readonly Told[]) => void;
  /** what was told up to now may have been missed */
  gap: () => void;
}

/** What the running transactions will tell when they have committed. */
const waiting = new WeakMap<Db, Told[]>();
/** How others than this process are told, inside the transaction; absent = there are none. */
const carriers = new WeakMap<Db, (tx: Db, told: readonly Told[]) => Promise<void>>();
const ears = new WeakMap<Db, Set<Ear>>();

/** Says that something changes; it is heard when the change has committed, and never when it has not. */
export function tell(tx: Db, told: Told): void {
  waiting.get(tx)?.push(told);
}

export const carryNotices = (db: Db, carry: (tx: Db, told: readonly Told[]) => Promise<void>): void =>
  void carriers.set(db, carry);

/** Something that is no transaction of its own: who is there. */
export async function tellAtOnce(db: Db, told: Told): Promise<void> {
  const carry = carriers.get(db);
  if (carry) await carry(db, [told]);
  else pass(db, [told]);
}

/** What this process commits, where it is the only one. */
export function hearHere(db: Db, ear: Ear): () => void {
  const all = ears.get(db) ?? new Set();
  ears.set(db, all.add(ear));
  return () => void all.delete(ear);
}

export const beginTelling = (tx: Db): void => void waiting.set(tx, []);

/** As the last thing in a transaction; answers what is left for the moment after its commit. */
export async function sendTold(db: Db, tx: Db): Promise<() => void> {
  const told = condense(waiting.get(tx) ?? []);
  waiting.delete(tx);
  const carry = carriers.get(db);
  if (told.length > 0 && carry) await carry(tx, told);
  return () => {
    if (told.length > 0 && !carry) pass(db, told);
  };
}

function pass(db: Db, told: readonly Told[]): void {
  for (const ear of ears.get(db) ?? []) ear.told(told);
}
