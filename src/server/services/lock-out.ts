import { sql } from "kysely";
import type { Db } from "#server/store/store.ts";

const MAX_ATTEMPTS = 5;
const LOCK_MINUTES = 15;
const FORGET_HOURS = 24;
/** so far may the clocks of several processes differ; what is later still was written by a clock that has been put back */
const SKEW_MINUTES = 15;

/** What is guarded: a user name, known or not, or the set-up code. */
export type LockSubject = `user:${string}` | "setup:";

export type Attempt =
  | { state: "allowed"; remaining: number }
  | { state: "locked"; until: Date /** this very attempt locked it */; now: boolean };

/**
 * Counts an attempt before the password is looked at, so that many at once do not slip through together.
 * The attempt after the fifth failure finds the subject locked. A success calls `forgive`.
 */
export async function countAttempt(db: Db, subject: LockSubject, now: Date): Promise<Attempt> {
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
  if (row.attempts <= MAX_ATTEMPTS) return { state: "allowed", remaining: MAX_ATTEMPTS - row.attempts };
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
