import type { Actor } from "#core/access/access.ts";
import { parseRoles } from "#server/auth/identity.ts";
import type { Db } from "#server/store/store.ts";

/** SQLite takes at most 32766 values in a statement. */
const BATCH = 1000;
/** However busy a session was, it ends then. */
export const SESSION_LIFE_MS = 7 * 24 * 60 * 60 * 1000;

/** Of these sessions the ones that have not ended, with the accounts as they are by now. No session is prolonged by it. */
export async function liveSessions(db: Db, sessionIds: readonly string[], now: Date): Promise<Map<string, Actor>> {
  const live = new Map<string, Actor>();
  const oldest = new Date(now.getTime() - SESSION_LIFE_MS).toISOString();
  for (let at = 0; at < sessionIds.length; at += BATCH) {
    const rows = await db
      .selectFrom("auth_session")
      .innerJoin("account_profile", "account_profile.account_id", "auth_session.userId")
      .innerJoin("auth_user", "auth_user.id", "auth_session.userId")
      .innerJoin("organisation", "organisation.id", "account_profile.organisation_id")
      .select([
        "auth_session.id",
        "auth_session.userId",
        "auth_user.name",
        "account_profile.unit_id",
        "account_profile.roles",
        "organisation.id as organisation_id",
        "organisation.kind",
      ])
      .where("auth_session.id", "in", sessionIds.slice(at, at + BATCH))
      .where("auth_session.expiresAt", ">", now.toISOString())
      .where("auth_session.createdAt", ">", oldest)
      .where("account_profile.disabled", "=", 0)
      .execute();
    for (const row of rows)
      live.set(row.id, {
        accountId: row.userId,
        name: row.name,
        organisation: { id: row.organisation_id, kind: row.kind },
        unitId: row.unit_id ?? undefined,
        roles: parseRoles(row.roles),
      });
  }
  return live;
}
