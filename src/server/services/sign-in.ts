import { ok, type Result } from "#core/result.ts";
import { foldUsername } from "#server/auth/auth.ts";
import { identityOf } from "#server/auth/identity.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { countFailedSignIn } from "#server/services/failed-sign-ins.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { localTime } from "#server/services/local-time.ts";
import {
  type Attempt,
  countAttempt,
  countFromAddress,
  excuseAddress,
  forgive,
  type LockSubject,
  lockWhenExhausted,
  takeBack,
} from "#server/services/lock-out.ts";
import { isSecondStepOn, takeSecondStep } from "#server/services/second-step.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "store" | "auth" | "clock">;
type Identity = NonNullable<Awaited<ReturnType<typeof identityOf>>>;
type Factor = "password" | "app" | "recovery-code" | "oidc";
export type SignedIn = Identity & { cookies: string[] };

/** Where the request comes from, as far as it is known, and the session that the browser had until now. */
export interface Visitor {
  address: string | undefined;
  replaced: string | undefined;
}

export const locked = (until: Date) =>
  fail("session.locked", `连续失败次数过多，已暂停尝试，请于${localTime(until)}之后再试`);

const wrong = () => fail("session.wrong-credentials", "用户名或密码不正确，请核对后重试");
const wrongCode = () => fail("session.wrong-code", "验证码不正确或已用过，请输入验证器当前显示的数字");
const codeRequired = () => fail("session.code-required", "请输入验证器显示的6位验证码，或一个备用码");

export async function signIn(
  using: Using,
  given: { username: string; password: string; code?: string | undefined },
  visitor: Visitor = { address: undefined, replaced: undefined },
): Promise<Result<SignedIn, Failure>> {
  const { store, auth, clock } = using;
  const subject: LockSubject = `user:${foldUsername(given.username)}`;
  const guard = await store.db.transaction().execute(async (tx) => {
    const here = await countFromAddress(tx, visitor.address, clock());
    return here.state === "locked" ? here : countAttempt(tx, subject, clock());
  });
  if (guard.state === "locked") return locked(guard.until);
  const accountId = await auth.verifyPassword(store.db, given.username, given.password);
  const identity = accountId === undefined ? undefined : await identityOf(store.db, accountId);
  if (!identity) return refuse(using, given.username, guard, wrong());
  const second = await isSecondStepOn(store.db, identity.actor.accountId);
  if (second && (given.code ?? "") === "") return askForCode(using, subject, visitor);
  const entered = await inTransaction(store.db, async (tx): Promise<Result<SignedIn, Failure>> => {
    const by = second ? await takeSecondStep(tx, identity.actor.accountId, given.code ?? "", clock()) : "password";
    if (by === undefined) return wrongCode();
    await forgive(tx, subject);
    await excuseAddress(tx, visitor.address, clock());
    return ok(await begin(using, tx, identity, by, visitor.replaced));
  });
  return entered.ok ? entered : refuse(using, given.username, guard, entered);
}

/** The session that was before ends: nobody who has planted or seen its cookie comes in with it. */
export async function begin(
  { auth, clock }: Using,
  tx: Db,
  identity: Identity,
  by: Factor,
  replaced: string | undefined,
): Promise<SignedIn> {
  const { actor, me } = identity;
  if (replaced !== undefined) await auth.endSession(tx, replaced);
  const cookies = await auth.startSession(tx, actor.accountId);
  await record(
    tx,
    { organisationId: actor.organisation.id, accountId: actor.accountId, at: clock() },
    { type: "account.signed-in", username: me.username, by },
  );
  return { ...identity, cookies };
}

/** The password was right and no code came: neither a failure nor a success. */
async function askForCode({ store, clock }: Using, subject: LockSubject, { address }: Visitor) {
  await store.db.transaction().execute(async (tx) => {
    await takeBack(tx, subject);
    await excuseAddress(tx, address, clock());
  });
  return codeRequired();
}

/** The fifth failure in a row locks at once, whichever of the two steps failed. */
async function refuse(
  { store, clock }: Using,
  username: string,
  attempt: Attempt,
  refusal: { ok: false; error: Failure },
): Promise<{ ok: false; error: Failure }> {
  const until = await store.db.transaction().execute(async (tx) => {
    await countFailedSignIn(tx, username, clock());
    const end = await lockWhenExhausted(tx, `user:${foldUsername(username)}`, attempt, clock());
    if (end) await recordLock(tx, username, end, clock());
    return end;
  });
  return until ? locked(until) : refusal;
}

/** A name that nobody has belongs to no organisation's log. */
async function recordLock(tx: Db, username: string, until: Date, now: Date): Promise<void> {
  const owner = await tx
    .selectFrom("auth_user")
    .innerJoin("account_profile", "account_profile.account_id", "auth_user.id")
    .select(["account_profile.organisation_id", "auth_user.username"])
    .where("auth_user.username", "=", foldUsername(username))
    .executeTakeFirst();
  if (!owner) return;
  await record(
    tx,
    { organisationId: owner.organisation_id, accountId: null, at: now },
    { type: "account.locked", username: owner.username, until: until.toISOString() },
  );
}
