import type { z } from "zod";
import { type Actor, type OrganisationKind, ROLE_TEXT, ROLES_IN, type Role } from "#core/access/access.ts";
import type { Account, createAccount as createContract } from "#core/api/system.ts";
import { ok, type Result } from "#core/result.ts";
import { parseRoles } from "#server/auth/identity.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, fail, invalid, notFound } from "#server/services/failure.ts";
import { checkPassword } from "#server/services/password-policy.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "store" | "auth" | "clock">;
export type NewAccount = z.infer<NonNullable<Exclude<typeof createContract.body, "bytes">>>;

const accountRows = (db: Db, organisationId: string) =>
  db
    .selectFrom("account_profile")
    .innerJoin("auth_user", "auth_user.id", "account_profile.account_id")
    .select([
      "auth_user.id",
      "auth_user.username",
      "auth_user.name",
      "auth_user.createdAt",
      "account_profile.roles",
      "account_profile.unit_id",
      "account_profile.disabled",
      "account_profile.successor_id",
    ])
    .where("account_profile.organisation_id", "=", organisationId)
    .orderBy("auth_user.username");

type AccountRow = Awaited<ReturnType<ReturnType<typeof accountRows>["execute"]>>[number];

const toAccount = (row: AccountRow): Account => ({
  id: row.id,
  username: row.username,
  name: row.name,
  roles: parseRoles(row.roles),
  unitId: row.unit_id,
  disabled: row.disabled === 1,
  successorId: row.successor_id,
  createdAt: row.createdAt,
});

export const listAccounts = async (db: Db, organisationId: string): Promise<Account[]> =>
  (await accountRows(db, organisationId).execute()).map(toAccount);

export const readAccount = async (db: Db, organisationId: string, accountId: string): Promise<Account | undefined> => {
  const row = await accountRows(db, organisationId).where("auth_user.id", "=", accountId).executeTakeFirst();
  return row && toAccount(row);
};

export const organisationOfAccount = async (db: Db, accountId: string): Promise<string | undefined> => {
  const row = await db
    .selectFrom("account_profile")
    .select("organisation_id")
    .where("account_id", "=", accountId)
    .executeTakeFirst();
  return row?.organisation_id;
};

export function checkRoles(kind: OrganisationKind, roles: readonly Role[]): Result<Role[], Failure> {
  const foreign = roles.find((each) => !ROLES_IN[kind].includes(each));
  return foreign === undefined
    ? ok([...new Set(roles)])
    : invalid("roles", "account.role-not-here", `本单位不能设置“${ROLE_TEXT[foreign]}”，请改选`);
}

export async function checkUnit(
  db: Db,
  organisationId: string,
  unitId: string | null,
): Promise<Result<string | null, Failure>> {
  if (unitId === null) return ok(null);
  const known = await db
    .selectFrom("unit")
    .select("id")
    .where("id", "=", unitId)
    .where("organisation_id", "=", organisationId)
    .executeTakeFirst();
  return known ? ok(unitId) : invalid("unitId", "account.unknown-unit", "所选责任单位不存在，请刷新后重新选择");
}

/** The account with its profile, inside the caller's transaction; the caller records the event. */
export async function insertAccount(
  auth: Deps["auth"],
  tx: Db,
  organisation: Actor["organisation"],
  account: Omit<NewAccount, "password"> & { passwordHash: string; passwordDue?: boolean },
): Promise<Result<string, Failure>> {
  const roles = checkRoles(organisation.kind, account.roles);
  if (!roles.ok) return roles;
  const unit = await checkUnit(tx, organisation.id, account.unitId);
  if (!unit.ok) return unit;
  const user = await auth.createUser(tx, account);
  if (!user.ok) return fail("account.username-taken", `用户名 ${account.username} 已被使用，请换一个`);
  await tx
    .insertInto("account_profile")
    .values({
      account_id: user.value,
      organisation_id: organisation.id,
      unit_id: unit.value,
      roles: JSON.stringify(roles.value),
      disabled: 0,
      password_due: account.passwordDue ? 1 : 0,
    })
    .execute();
  return user;
}

export async function createAccount(
  using: Using,
  actor: Actor,
  account: NewAccount,
): Promise<Result<Account, Failure>> {
  const policy = checkPassword(account.password, account.username);
  if (!policy.ok) return policy;
  const passwordHash = await using.auth.hashPassword(account.password);
  return inTransaction(using.store.db, async (tx): Promise<Result<Account, Failure>> => {
    const inserted = await insertAccount(using.auth, tx, actor.organisation, {
      ...account,
      passwordHash,
      passwordDue: true,
    });
    if (!inserted.ok) return inserted;
    const created = await readAccount(tx, actor.organisation.id, inserted.value);
    if (!created) return notFound();
    await record(
      tx,
      { organisationId: actor.organisation.id, accountId: actor.accountId, at: using.clock() },
      { type: "account.created", accountId: created.id, username: created.username, roles: created.roles },
    );
    return ok(created);
  });
}
