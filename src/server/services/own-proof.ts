import type { Actor } from "#core/access/access.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { countAttempt, forgive, type LockSubject, lockWhenExhausted } from "#server/services/lock-out.ts";
import { locked } from "#server/services/sign-in.ts";

/** Whoever is at the open page shows that it is the account's owner, before something that signing in rests on changes. */
export async function proveOwner(
  { store, auth, clock }: Pick<Deps, "store" | "auth" | "clock">,
  actor: Actor,
  username: string,
  password: string,
): Promise<Result<void, Failure>> {
  const subject: LockSubject = `self:${actor.accountId}`;
  const attempt = await store.db.transaction().execute((tx) => countAttempt(tx, subject, clock()));
  if (attempt.state === "locked") return locked(attempt.until);
  if ((await auth.verifyPassword(store.db, username, password)) === actor.accountId) {
    await forgive(store.db, subject);
    return ok(undefined);
  }
  const until = await lockWhenExhausted(store.db, subject, attempt, clock());
  return until ? locked(until) : fail("account.wrong-password", "密码不正确，请重新输入当前密码");
}
