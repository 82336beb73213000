import type { z } from "zod";
import type { Actor, Role } from "#core/access/access.ts";
import type { addDistrict as addContract, District, InitialPassword } from "#core/api/people.ts";
import { grouped } from "#core/grouped.ts";
import { districtName } from "#core/people/district-name.ts";
import { ok, type Result } from "#core/result.ts";
import { parseRoles } from "#server/auth/identity.ts";
import type { Deps } from "#server/deps.ts";
import { insertAccount } from "#server/services/accounts.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { hashFor, type PreparedPassword, preparePasswords, slip } from "#server/services/people/initial-passwords.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "store" | "auth" | "clock" | "newId">;
type NewDistrict = z.infer<Extract<(typeof addContract)["body"], z.ZodType>>;
type Person = NewDistrict["administrator"];
type Traits = Pick<District, "name" | "code">;

/** As at set-up: who opens the accounts can also begin the work. */
const FIRST_ROLES: Role[] = ["administrator", "editor"];

export async function listDistricts(db: Db): Promise<District[]> {
  const rows = await db
    .selectFrom("organisation")
    .select(["id", "name", "code", "created_at"])
    .where("kind", "=", "district")
    .orderBy("code")
    .orderBy("name")
    .orderBy("id")
    .execute();
  const people = await db
    .selectFrom("account_profile")
    .innerJoin("auth_user", "auth_user.id", "account_profile.account_id")
    .select(["account_profile.organisation_id", "account_profile.roles", "auth_user.name"])
    .where("account_profile.disabled", "=", 0)
    .orderBy("auth_user.name")
    .execute();
  const byDistrict = grouped(people, ({ organisation_id }) => organisation_id);
  return rows.map(({ id, name, code, created_at }) => {
    const own = byDistrict.get(id) ?? [];
    const administrators = own.filter(({ roles }) => parseRoles(roles).includes("administrator"));
    return {
      id,
      name,
      code,
      createdAt: created_at,
      administrators: administrators.map((each) => each.name),
      accounts: own.length,
    };
  });
}

export const readDistrict = (db: Db, id: string): Promise<(Traits & { id: string }) | undefined> =>
  db
    .selectFrom("organisation")
    .select(["id", "name", "code"])
    .where("id", "=", id)
    .where("kind", "=", "district")
    .executeTakeFirst();

/** Two who add the same district at once must meet: the second waits here for the first. */
export async function lockDistricts(tx: Db, actor: Actor): Promise<void> {
  const own = actor.organisation.id;
  await tx.updateTable("organisation").set({ id: own }).where("id", "=", own).execute();
}

async function checkFree(tx: Db, wanted: Traits, ownId: string | undefined): Promise<Result<void, Failure>> {
  const all = await tx.selectFrom("organisation").select(["id", "name", "code"]).execute();
  const others = all.filter(({ id }) => id !== ownId);
  if (others.some(({ name }) => districtName(name) === districtName(wanted.name)))
    return fail("organisation.name-taken", `“${wanted.name}”已经存在，请核对名称`);
  const same = wanted.code === null ? undefined : others.find(({ code }) => code === wanted.code);
  return same ? fail("organisation.code-taken", `代码${wanted.code}已是“${same.name}”的，请核对代码`) : ok(undefined);
}

export async function addDistrict(
  using: Using,
  actor: Actor,
  wanted: NewDistrict,
): Promise<Result<InitialPassword, Failure>> {
  const prepared = await preparePasswords(using, [wanted.administrator.username]);
  return inTransaction(using.store.db, async (tx): Promise<Result<InitialPassword, Failure>> => {
    await lockDistricts(tx, actor);
    const inserted = await insertDistrict(using, tx, actor, wanted, prepared);
    return inserted.ok ? ok(slip({ ...wanted.administrator, unit: wanted.name }, prepared)) : inserted;
  });
}

export async function insertDistrict(
  using: Using,
  tx: Db,
  actor: Actor,
  { name, code, administrator }: NewDistrict,
  prepared: ReadonlyMap<string, PreparedPassword>,
  told = true,
): Promise<Result<void, Failure>> {
  const free = await checkFree(tx, { name, code }, undefined);
  if (!free.ok) return free;
  const [id, at] = [using.newId(), using.clock()];
  await tx
    .insertInto("organisation")
    .values({ id, kind: "district", name, code, created_at: at.toISOString() })
    .execute();
  for (const organisationId of [actor.organisation.id, id])
    await record(
      tx,
      { organisationId, accountId: actor.accountId, at },
      { type: "organisation.created", districtId: id, name, code },
    );
  return insertAdministrator(using, tx, actor, id, administrator, prepared, told);
}

/** The district's own log names who of the city did it. */
export async function insertAdministrator(
  { auth, clock }: Pick<Deps, "auth" | "clock">,
  tx: Db,
  actor: Actor,
  districtId: string,
  { name, username }: Person,
  prepared: ReadonlyMap<string, PreparedPassword>,
  told = true,
): Promise<Result<void, Failure>> {
  const organisation = { id: districtId, kind: "district" } as const;
  const passwordHash = hashFor(prepared, username);
  const account = { username, name, roles: FIRST_ROLES, unitId: null, passwordHash, passwordDue: told };
  const inserted = await insertAccount(auth, tx, organisation, account);
  if (!inserted.ok) return inserted;
  for (const organisationId of [actor.organisation.id, districtId])
    await record(
      tx,
      { organisationId, accountId: actor.accountId, at: clock() },
      { type: "account.created", accountId: inserted.value, username, roles: FIRST_ROLES },
    );
  return ok(undefined);
}

export async function addAdministrator(
  using: Using,
  actor: Actor,
  districtId: string,
  person: Person,
): Promise<Result<InitialPassword, Failure>> {
  const prepared = await preparePasswords(using, [person.username]);
  return inTransaction(using.store.db, async (tx): Promise<Result<InitialPassword, Failure>> => {
    const district = await readDistrict(tx, districtId);
    if (!district) return notFound();
    const inserted = await insertAdministrator(using, tx, actor, districtId, person, prepared);
    return inserted.ok ? ok(slip({ ...person, unit: district.name }, prepared)) : inserted;
  });
}

export const changeDistrict = (
  using: Pick<Using, "store" | "clock">,
  actor: Actor,
  districtId: string,
  to: Traits,
): Promise<Result<void, Failure>> =>
  inTransaction(using.store.db, async (tx): Promise<Result<void, Failure>> => {
    await lockDistricts(tx, actor);
    return putDistrict(using, tx, actor, districtId, to);
  });

export async function putDistrict(
  { clock }: Pick<Deps, "clock">,
  tx: Db,
  actor: Actor,
  districtId: string,
  to: Traits,
): Promise<Result<void, Failure>> {
  const before = await readDistrict(tx, districtId);
  if (!before) return notFound();
  const from = { name: before.name, code: before.code };
  if (from.name === to.name && from.code === to.code) return ok(undefined);
  const free = await checkFree(tx, to, districtId);
  if (!free.ok) return free;
  await tx.updateTable("organisation").set({ name: to.name, code: to.code }).where("id", "=", districtId).execute();
  for (const organisationId of [actor.organisation.id, districtId])
    await record(
      tx,
      { organisationId, accountId: actor.accountId, at: clock() },
      { type: "organisation.changed", districtId, from, to: { name: to.name, code: to.code } },
    );
  return ok(undefined);
}
