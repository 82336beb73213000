import { type Actor, type OrganisationKind, ROLE_TEXT, ROLES_IN, type Role } from "#core/access/access.ts";
import { ok, type Result } from "#core/result.ts";
import { identityOf } from "#server/auth/identity.ts";
import type { Deps } from "#server/deps.ts";
import { insertAccount } from "#server/services/accounts.ts";
import { record } from "#server/services/audit.ts";
import type { Failure } from "#server/services/failure.ts";
import { insertOrganisation } from "#server/services/organisation.ts";
import type { Db } from "#server/store/store.ts";

type Using = Pick<Deps, "auth" | "clock" | "newId">;
export type Staff = ReadonlyMap<Role, Actor>;

export const CITY_PREFIX = "city";
/** d01 is the first district. */
export const prefixOf = (index: number): string => `d${String(index + 1).padStart(2, "0")}`;
/** city, city2, city3 … */
export const inspectorPrefix = (index: number): string => (index === 0 ? CITY_PREFIX : `${CITY_PREFIX}${index + 1}`);

/** c-supervisor, d07-editor */
export const demoUsername = (prefix: string, role: Role): string => `${prefix}-${role}`;

/** The organisation with an account for each role but the contributor's, who needs a unit first. */
export async function insertStaff(
  using: Using,
  tx: Db,
  { kind, name, prefix, passwordHash }: { kind: OrganisationKind; name: string; prefix: string; passwordHash: string },
): Promise<Result<Staff, Failure>> {
  const organisation = await insertOrganisation(using, tx, kind, name, true);
  const staff = new Map<Role, Actor>();
  for (const role of ROLES_IN[kind].filter((each) => each !== "contributor")) {
    const actor = await insertPerson(using, tx, organisation, { role, prefix, passwordHash, unitId: null });
    if (!actor.ok) return actor;
    staff.set(role, actor.value);
  }
  return ok(staff);
}

interface NewPerson {
  role: Role;
  prefix: string;
  passwordHash: string;
  unitId: string | null;
  /** where several have the same role */
  called?: string;
}

export async function insertPerson(
  { auth, clock }: Using,
  tx: Db,
  organisation: Actor["organisation"],
  { role, prefix, passwordHash, unitId, called = ROLE_TEXT[role] }: NewPerson,
): Promise<Result<Actor, Failure>> {
  const [username, name, roles] = [demoUsername(prefix, role), `${called}（演示）`, [role]];
  const inserted = await insertAccount(auth, tx, organisation, { username, name, roles, unitId, passwordHash });
  if (!inserted.ok) return inserted;
  await record(
    tx,
    { organisationId: organisation.id, accountId: null, at: clock() },
    { type: "account.created", accountId: inserted.value, username, roles },
  );
  return ok({ accountId: inserted.value, name, organisation, unitId: unitId ?? undefined, roles });
}

/** Somebody of an earlier run; undefined = was never made. */
export async function findPerson(db: Db, prefix: string, role: Role): Promise<Actor | undefined> {
  const row = await db
    .selectFrom("auth_user")
    .select("id")
    .where("username", "=", demoUsername(prefix, role))
    .executeTakeFirst();
  return row && (await identityOf(db, row.id))?.actor;
}
