import { type Actor, wantsSecondStep } from "#core/access/access.ts";
import type { TwoFactor } from "#core/api/two-factor.ts";
import { ok, type Result } from "#core/result.ts";
import { base32, enrolmentUri } from "#core/two-factor/totp.ts";
import { seal } from "#server/auth/seal.ts";
import type { Deps } from "#server/deps.ts";
import { readAccount } from "#server/services/accounts.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { countAttempt, forgive, type LockSubject, lockWhenExhausted } from "#server/services/lock-out.ts";
import { proveOwner } from "#server/services/own-proof.ts";
import { dropRecoveryCodes, recoveryCodesLeft, replaceRecoveryCodes } from "#server/services/recovery-codes.ts";
import { isSecondStepOn, spendAppCode } from "#server/services/second-step.ts";
import { locked } from "#server/services/sign-in.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "store" | "auth" | "clock">;
/** Who is at the page: the account, its name to sign in by, and this session. */
export interface Owner {
  actor: Actor;
  username: string;
  sessionId: string;
}

const SECRET_BYTES = 20;
const notBegun = () => fail("two-factor.not-begun", "尚未开启两步验证，请先扫码绑定");

export async function readTwoFactor(
  { store, requireTwoFactor = false }: Pick<Deps, "store" | "requireTwoFactor">,
  { accountId, roles }: Actor,
): Promise<TwoFactor> {
  const on = await isSecondStepOn(store.db, accountId);
  const wanted = wantsSecondStep(roles) ? (requireTwoFactor ? "required" : "recommended") : "no";
  return { on, wanted, recoveryCodesLeft: on ? await recoveryCodesLeft(store.db, accountId) : 0 };
}

export async function beginTwoFactor(
  using: Using,
  { actor, username }: Owner,
  password: string,
): Promise<Result<{ key: string; uri: string }, Failure>> {
  const proof = await proveOwner(using, actor, username, password);
  if (!proof.ok) return proof;
  const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return inTransaction(using.store.db, async (tx): Promise<Result<{ key: string; uri: string }, Failure>> => {
    if (await isSecondStepOn(tx, actor.accountId))
      return fail("two-factor.on", "两步验证已经开启；要换手机请先关闭，再重新绑定");
    const fresh = {
      secret: await seal(tx, actor.accountId, secret),
      begun_at: using.clock().toISOString(),
      confirmed_at: null,
      last_step: 0,
    };
    await tx
      .insertInto("two_factor")
      .values({ account_id: actor.accountId, ...fresh })
      .onConflict((conflict) => conflict.column("account_id").doUpdateSet(fresh))
      .execute();
    return ok({ key: base32(secret), uri: enrolmentUri(secret, username) });
  });
}

export async function confirmTwoFactor(using: Using, owner: Owner, code: string): Promise<Result<string[], Failure>> {
  const { store, clock } = using;
  const { accountId } = owner.actor;
  const subject: LockSubject = `self:${accountId}`;
  const attempt = await store.db.transaction().execute((tx) => countAttempt(tx, subject, clock()));
  if (attempt.state === "locked") return locked(attempt.until);
  const confirmed = await inTransaction(store.db, async (tx): Promise<Result<string[], Failure>> => {
    const begun = await tx
      .selectFrom("two_factor")
      .select("confirmed_at")
      .where("account_id", "=", accountId)
      .executeTakeFirst();
    if (begun?.confirmed_at !== null) return notBegun();
    if (!(await spendAppCode(tx, accountId, code, clock())))
      return fail("two-factor.wrong-code", "验证码不正确，请输入验证器当前显示的6位数字；仍不行请校准手机时间");
    await tx
      .updateTable("two_factor")
      .set({ confirmed_at: clock().toISOString() })
      .where("account_id", "=", accountId)
      .execute();
    await forgive(tx, subject);
    await using.auth.endAllSessions(tx, accountId, owner.sessionId);
    await recordChange(using, tx, owner, "on");
    return ok(await replaceRecoveryCodes(tx, accountId));
  });
  if (confirmed.ok || confirmed.error.code !== "two-factor.wrong-code") return confirmed;
  const until = await lockWhenExhausted(store.db, subject, attempt, clock());
  return until ? locked(until) : confirmed;
}

export async function renewRecoveryCodes(
  using: Using,
  owner: Owner,
  password: string,
): Promise<Result<string[], Failure>> {
  const proof = await proveOwner(using, owner.actor, owner.username, password);
  if (!proof.ok) return proof;
  return inTransaction(using.store.db, async (tx): Promise<Result<string[], Failure>> => {
    if (!(await isSecondStepOn(tx, owner.actor.accountId))) return notBegun();
    await recordChange(using, tx, owner, "recovery-codes");
    return ok(await replaceRecoveryCodes(tx, owner.actor.accountId));
  });
}

export async function endTwoFactor(using: Using, owner: Owner, password: string): Promise<Result<void, Failure>> {
  const proof = await proveOwner(using, owner.actor, owner.username, password);
  if (!proof.ok) return proof;
  return inTransaction(using.store.db, async (tx) => {
    if (!(await drop(tx, owner.actor.accountId))) return ok(undefined);
    await using.auth.endAllSessions(tx, owner.actor.accountId, owner.sessionId);
    await recordChange(using, tx, owner, "off");
    return ok(undefined);
  });
}

/** By an administrator, for somebody who has lost both the app and the recovery codes. */
export async function resetTwoFactor(using: Using, actor: Actor, accountId: string): Promise<Result<void, Failure>> {
  // one's own is ended with the password: an open page is not enough
  if (accountId === actor.accountId)
    return fail(
      "access.denied",
      "不能在这里清除自己的两步验证，请在账号菜单“两步验证”中用密码关闭，或请另一位管理员清除",
    );
  return inTransaction(using.store.db, async (tx): Promise<Result<void, Failure>> => {
    const account = await readAccount(tx, actor.organisation.id, accountId);
    if (!account) return notFound();
    if (!(await drop(tx, accountId))) return ok(undefined);
    await using.auth.endAllSessions(tx, accountId);
    await recordChange(using, tx, { actor, username: account.username }, "reset", accountId);
    return ok(undefined);
  });
}

/** Whether there was something to drop. */
async function drop(tx: Db, accountId: string): Promise<boolean> {
  await dropRecoveryCodes(tx, accountId);
  const dropped = await tx.deleteFrom("two_factor").where("account_id", "=", accountId).executeTakeFirstOrThrow();
  return dropped.numDeletedRows > 0n;
}

const recordChange = (
  { clock }: Using,
  tx: Db,
  { actor, username }: Pick<Owner, "actor" | "username">,
  change: "on" | "off" | "reset" | "recovery-codes",
  accountId = actor.accountId,
): Promise<void> =>
  record(
    tx,
    { organisationId: actor.organisation.id, accountId: actor.accountId, at: clock() },
    { type: "account.two-factor", accountId, username, change },
  );
