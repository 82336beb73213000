import { z } from "zod";
import { type Actor, role } from "#core/access/access.ts";
import type { Me } from "#core/api/system.ts";
import type { Db } from "#server/store/store.ts";

export const parseRoles = (text: string): Actor["roles"][number][] => z.array(role).parse(JSON.parse(text));

/** The city whose installation this is: of several the one that was there first. Undefined = no city works here. */
export async function readHost(db: Db): Promise<string | undefined> {
  const city = await db
    .selectFrom("organisation")
    .select("id")
    .where("kind", "=", "city")
    .orderBy("created_at")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return city?.id;
}

/** Where no city office works, the district makes its checklists itself. */
export const worksAlone = async (db: Db): Promise<boolean> => (await readHost(db)) === undefined;

/** The enabled account as actor; a disabled one is nobody. */
export async function identityOf(db: Db, accountId: string): Promise<{ actor: Actor; me: Me } | undefined> {
  const row = await db
    .selectFrom("account_profile")
    .innerJoin("auth_user", "auth_user.id", "account_profile.account_id")
    .innerJoin("organisation", "organisation.id", "account_profile.organisation_id")
    .select([
      "auth_user.name",
      "auth_user.username",
      "account_profile.unit_id",
      "account_profile.roles",
      "account_profile.password_due",
      "organisation.id as organisation_id",
      "organisation.kind",
      "organisation.name as organisation_name",
    ])
    .where("account_profile.account_id", "=", accountId)
    .where("account_profile.disabled", "=", 0)
    .executeTakeFirst();
  if (!row) return undefined;
  const roles = parseRoles(row.roles);
  const hostId = await readHost(db);
  return {
    actor: {
      accountId,
      name: row.name,
      organisation: { id: row.organisation_id, kind: row.kind },
      unitId: row.unit_id ?? undefined,
      roles,
    },
    me: {
      accountId,
      name: row.name,
      username: row.username,
      organisation: { id: row.organisation_id, kind: row.kind, name: row.organisation_name },
      alone: hostId === undefined,
      ...(row.unit_id === null ? {} : { unitId: row.unit_id }),
      roles,
      ...(hostId === row.organisation_id ? { hosts: true } : {}),
      ...(row.password_due === 1 ? { passwordDue: true } : {}),
    },
  };
}
