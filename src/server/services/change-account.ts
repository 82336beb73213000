import type { z } from "zod";
import type { Actor } from "#core/access/access.ts";
import type { Account, changeAccount as changeContract } from "#core/api/system.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { checkRoles, checkUnit, listAccounts, readAccount } from "#server/services/accounts.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { checkPassword } from "#server/services/password-policy.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "store" | "auth" | "clock">;
export type AccountChange = z.infer<NonNullable<Exclude<typeof changeContract.body, "bytes">>>;

export async function changeAccount(
  using: Using,
  actor: Actor,
  accountId: string,
  change: AccountChange,
): Promise<Result<Account, Failure>> {
  const organisation = actor.organisation;
  const before = await readAccount(using.store.db, organisation.id, accountId);
  if (!before) return notFound();
  if (change.password !== undefined) {
    // one's own is changed with the old one: an open page is not enough
    if (accountId === actor.accountId)
      return fail("access.denied", "不能在这里重置自己的密码，请在账号菜单“修改密码”中修改");
    const policy = checkPassword(change.password, before.username);
    if (!policy.ok) return policy;
  }
  const roles = checkRoles(organisation.kind, change.roles ?? before.roles);
  if (!roles.ok) return roles;
  const passwordHash = change.password === undefined ? undefined : await using.auth.hashPassword(change.password);
  return inTransaction(using.store.db, async (tx): Promise<Result<Account, Failure>> => {
    await lockAccounts(tx, organisation.id);
    const from = await readAccount(tx, organisation.id, accountId);
    if (!from) return notFound();
    const unit = await checkUnit(tx, organisation.id, change.unitId === undefined ? from.unitId : change.unitId);
    if (!unit.ok) return unit;
    const to: Account = {
      ...from,
      name: change.name ?? from.name,
      roles: change.roles ? roles.value : from.roles,
      unitId: unit.value,
      disabled: change.disabled ?? from.disabled,
      // who is back has left nothing to anybody
      successorId: change.disabled === false ? null : from.successorId,
    };
    if (isAdministrator(from) && !isAdministrator(to) && !(await hasOtherAdministrator(tx, organisation.id, accountId)))
      return fail(
        "account.last-administrator",
        "这是最后一个可用的管理员，不能停用或取消其管理员角色，请先设置另一位管理员",
      );
    await putAccount(using, tx, actor, from, to, passwordHash);
    return ok(to);
  });
}

/** One account as it is from now on, with its event; what must be asked before has been asked. */
export async function putAccount(
  { auth, clock }: Pick<Deps, "auth" | "clock">,
  tx: Db,
  actor: Actor,
  from: Account,
  to: Account,
  passwordHash?: string,
): Promise<void> {
  await write(tx, to, clock());
  if (passwordHash !== undefined) await givePassword(auth, tx, to.id, passwordHash, actor.accountId !== to.id);
  if (to.disabled || passwordHash !== undefined) await auth.endAllSessions(tx, to.id);
  await record(
    tx,
    { organisationId: actor.organisation.id, accountId: actor.accountId, at: clock() },
    {
      type: "account.changed",
      accountId: to.id,
      username: to.username,
      ...difference(from, to, passwordHash !== undefined),
    },
  );
}

/** What somebody else has given is known to somebody else. */
async function givePassword(
  auth: Deps["auth"],
  tx: Db,
  accountId: string,
  passwordHash: string,
  due: boolean,
): Promise<void> {
  await auth.setPassword(tx, accountId, passwordHash);
  await tx
    .updateTable("account_profile")
    .set({ password_due: due ? 1 : 0 })
    .where("account_id", "=", accountId)
    .execute();
}

export const isAdministrator = (account: Account): boolean =>
  !account.disabled && account.roles.includes("administrator");

export async function hasOtherAdministrator(tx: Db, organisationId: string, accountId: string): Promise<boolean> {
  const all = await listAccounts(tx, organisationId);
  return all.some((each) => each.id !== accountId && isAdministrator(each));
}

/** Two administrators who take each other's role away at once must meet: the second waits here for the first. */
export async function lockAccounts(tx: Db, organisationId: string): Promise<void> {
  await tx.updateTable("organisation").set({ id: organisationId }).where("id", "=", organisationId).execute();
}

async function write(tx: Db, account: Account, now: Date): Promise<void> {
  await tx
    .updateTable("auth_user")
    .set({ name: account.name, updatedAt: now.toISOString() })
    .where("id", "=", account.id)
    .execute();
  await tx
    .updateTable("account_profile")
    .set({
      roles: JSON.stringify(account.roles),
      unit_id: account.unitId,
      disabled: account.disabled ? 1 : 0,
      successor_id: account.successorId,
    })
    .where("account_id", "=", account.id)
    .execute();
}

/** Only what changed; of a password only that it did. */
function difference(
  from: Account,
  to: Account,
  newPassword: boolean,
): { from: Record<string, unknown>; to: Record<string, unknown> } {
  const keys = (["name", "roles", "unitId", "disabled"] as const).filter(
    (key) => JSON.stringify(from[key]) !== JSON.stringify(to[key]),
  );
  const pick = (account: Account): Record<string, unknown> =>
    Object.fromEntries(keys.map((key) => [key, account[key]]));
  return { from: pick(from), to: { ...pick(to), ...(newPassword ? { password: "changed" } : {}) } };
}
