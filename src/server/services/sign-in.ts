import type { Me } from "#core/api/system.ts";
import { ok, type Result } from "#core/result.ts";
import { foldUsername } from "#server/auth/auth.ts";
import { identityOf } from "#server/auth/identity.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { countFailedSignIn } from "#server/services/failed-sign-ins.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { localTime } from "#server/services/local-time.ts";
import { countAttempt, forgive, type LockSubject, lockWhenExhausted } from "#server/services/lock-out.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

export const locked = (until: Date) =>
  fail("session.locked", `连续失败次数过多，已暂停尝试，请于${localTime(until)}之后再试`);

const wrong = () => fail("session.wrong-credentials", "用户名或密码不正确，请核对后重试");

export async function signIn(
  { store, auth, clock }: Pick<Deps, "store" | "auth" | "clock">,
  given: { username: string; password: string },
): Promise<Result<{ me: Me; cookies: string[] }, Failure>> {
  const subject: LockSubject = `user:${foldUsername(given.username)}`;
  const attempt = await store.db.transaction().execute((tx) => countAttempt(tx, subject, clock()));
  if (attempt.state === "locked") return locked(attempt.until);
  const accountId = await auth.verifyPassword(store.db, given.username, given.password);
  const identity = accountId === undefined ? undefined : await identityOf(store.db, accountId);
  if (!identity) {
    const until = await store.db.transaction().execute(async (tx) => {
      await countFailedSignIn(tx, given.username, clock());
      const end = await lockWhenExhausted(tx, subject, attempt, clock());
      if (end) await recordLock(tx, given.username, end, clock());
      return end;
    });
    return until ? locked(until) : wrong();
  }
  return inTransaction(store.db, async (tx) => {
    const { actor, me } = identity;
    const cookies = await auth.startSession(tx, actor.accountId);
    await forgive(tx, subject);
    await record(
      tx,
      { organisationId: actor.organisation.id, accountId: actor.accountId, at: clock() },
      { type: "account.signed-in", username: me.username },
    );
    return ok({ me, cookies });
  });
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
