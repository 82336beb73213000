import type { Actor } from "#core/access/access.ts";
import type { SessionEntry } from "#core/api/inspection.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, notFound } from "#server/services/failure.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

const sessionsOf = (db: Db) =>
  db
    .selectFrom("auth_session")
    .innerJoin("auth_user", "auth_user.id", "auth_session.userId")
    .innerJoin("account_profile", "account_profile.account_id", "auth_user.id");

/** Those of one's organisation that still hold, last seen first. */
export async function readSessions(
  db: Db,
  organisationId: string,
  { now, own }: { now: Date; own: string },
): Promise<SessionEntry[]> {
  const rows = await sessionsOf(db)
    .select(["auth_session.id", "auth_session.userAgent", "auth_session.createdAt", "auth_session.updatedAt"])
    .select(["auth_user.name", "auth_user.username"])
    .where("account_profile.organisation_id", "=", organisationId)
    .where("auth_session.expiresAt", ">", now.toISOString())
    .orderBy("auth_session.updatedAt", "desc")
    .orderBy("auth_session.id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    username: row.username,
    device: row.userAgent,
    since: row.createdAt,
    seenAt: row.updatedAt,
    own: row.id === own,
  }));
}

export async function organisationOfSession(db: Db, sessionId: string): Promise<string | undefined> {
  const row = await sessionsOf(db)
    .select("account_profile.organisation_id")
    .where("auth_session.id", "=", sessionId)
    .executeTakeFirst();
  return row?.organisation_id;
}

/** Whoever works in it has to sign in again; what was not saved yet stays on their machine. */
export async function endSessionOf(
  { store, auth, clock }: Pick<Deps, "store" | "auth" | "clock">,
  actor: Actor,
  sessionId: string,
): Promise<Result<undefined, Failure>> {
  return inTransaction(store.db, async (tx): Promise<Result<undefined, Failure>> => {
    const row = await sessionsOf(tx)
      .select(["auth_user.id", "auth_user.username"])
      .where("auth_session.id", "=", sessionId)
      .executeTakeFirst();
    if (!row) return notFound();
    await auth.endSession(tx, sessionId);
    const by = { organisationId: actor.organisation.id, accountId: actor.accountId, at: clock() };
    await record(tx, by, { type: "account.session-ended", accountId: row.id, username: row.username });
    return ok(undefined);
  });
}
