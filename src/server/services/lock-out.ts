import { sql } from "kysely";
import type { Db } from "#server/store/store.ts";

const MAX_ATTEMPTS = 5;
const LOCK_MINUTES = 15;
const FORGET_HOURS = 24;
/** so far may the clocks of several processes differ; what is later still was written by a clock that has been put back */
const SKEW_MINUTES = 15;

/** So many refused sign-ins from one address in a quarter of an hour are somebody who tries names; an office behind one address stays below. */
const MAX_FROM_ADDRESS = 100;

/** What is guarded: a user name, known or not; the password at an open page; an address; the set-up code. */
export type LockSubject = `user:${string}` | `self:${string}` | `from:${string}` | "setup:";

export type Attempt =
  | { state: "allowed"; remaining: number }
  | { state: "locked"; until: Date /** this very attempt locked it */; now: boolean };

/**
 * Counts an attempt before the password is looked at, so that many at once do not slip through together.
 * The attempt after the fifth failure finds the subject locked. A success calls `forgive`.
 */
export async function countAttempt(db: Db, subject: LockSubject, now: Date, most = MAX_ATTEMPTS): Promise<Attempt> {
  const at = now.toISOString();
  const until = new Date(now.getTime() + LOCK_MINUTES * 60_000);
  const ahead = new Date(now.getTime() + SKEW_MINUTES * 60_000).toISOString();
  await db.deleteFrom("sign_in_failure").where("last_at", ">", ahead).execute();
  await db
    .deleteFrom("sign_in_failure")
    .where("last_at", "<", new Date(now.getTime() - FORGET_HOURS * 3_600_000).toISOString())
    .execute();
  await db.deleteFrom("sign_in_failure").where("subject", "=", subject).where("locked_until", "<=", at).execute();
  const row = await db
    .insertInto("sign_in_failure")
    .values({ subject, attempts: 1, last_at: at, locked_until: null })
    .onConflict((conflict) =>
      conflict.column("subject").doUpdateSet({ attempts: sql<number>`sign_in_failure.attempts + 1`, last_at: at }),
    )
    .returning(["attempts", "locked_until"])
    .executeTakeFirstOrThrow();
  if (row.locked_until !== null) return { state: "locked", until: new Date(row.locked_until), now: false };
  if (row.attempts <= most) return { state: "allowed", remaining: most - row.attempts };
  await lock(db, subject, until);
  return { state: "locked", until, now: true };
}

/** After a failure: the fifth one in a row locks at once. */
export async function lockWhenExhausted(
  db: Db,
  subject: LockSubject,
  attempt: Attempt,
  now: Date,
): Promise<Date | undefined> {
  if (attempt.state !== "allowed" || attempt.remaining > 0) return undefined;
  const until = new Date(now.getTime() + LOCK_MINUTES * 60_000);
  await lock(db, subject, until);
  return until;
}

/** Counted by quarters of an hour, so that an address is never held for what lies long behind. */
const addressSubject = (address: string, now: Date): LockSubject =>
  `from:${address}@${Math.floor(now.getTime() / (LOCK_MINUTES * 60_000))}`;

/** Many names tried once each are told by where they come from. Without a known address nothing is counted. */
export async function countFromAddress(db: Db, address: string | undefined, now: Date): Promise<Attempt> {
  if (address === undefined) return { state: "allowed", remaining: MAX_FROM_ADDRESS };
  return countAttempt(db, addressSubject(address, now), now, MAX_FROM_ADDRESS);
}

/** An attempt that was no failure is not held against its address. */
export async function excuseAddress(db: Db, address: string | undefined, now: Date): Promise<void> {
  if (address !== undefined) await takeBack(db, addressSubject(address, now));
}

/** The last attempt was neither a failure nor a success. */
export async function takeBack(db: Db, subject: LockSubject): Promise<void> {
  await db
    .updateTable("sign_in_failure")
    .set({ attempts: sql<number>`attempts - 1` })
    .where("subject", "=", subject)
    .where("attempts", ">", 0)
    .execute();
}

export async function forgive(db: Db, subject: LockSubject): Promise<void> {
  await db.deleteFrom("sign_in_failure").where("subject", "=", subject).execute();
}

async function lock(db: Db, subject: LockSubject, until: Date): Promise<void> {
  await db
    .updateTable("sign_in_failure")
    .set({ locked_until: until.toISOString() })
    .where("subject", "=", subject)
    .execute();
}
