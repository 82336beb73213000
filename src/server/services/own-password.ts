import type { Actor } from "#core/access/access.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { proveOwner } from "#server/services/own-proof.ts";
import { checkPassword } from "#server/services/password-policy.ts";
import { inTransaction } from "#server/store/store.ts";

export async function changeOwnPassword(
  using: Pick<Deps, "store" | "auth" | "clock">,
  actor: Actor,
  session: { username: string; sessionId: string },
  given: { current: string; next: string },
): Promise<Result<void, Failure>> {
  const proof = await proveOwner(using, actor, session.username, given.current);
  if (!proof.ok) return proof;
  if (given.next === given.current)
    return fail("account.weak-password", "新密码不能与原密码相同，请更换", [
      { path: "next", code: "account.weak-password", message: "新密码不能与原密码相同，请更换" },
    ]);
  const policy = checkPassword(given.next, session.username);
  if (!policy.ok) return policy;
  const passwordHash = await using.auth.hashPassword(given.next);
  return inTransaction(using.store.db, async (tx) => {
    await using.auth.setPassword(tx, actor.accountId, passwordHash);
    await tx
      .updateTable("account_profile")
      .set({ password_due: 0 })
      .where("account_id", "=", actor.accountId)
      .execute();
    await using.auth.endAllSessions(tx, actor.accountId, session.sessionId);
    await record(
      tx,
      { organisationId: actor.organisation.id, accountId: actor.accountId, at: using.clock() },
      {
        type: "account.changed",
        accountId: actor.accountId,
        username: session.username,
        from: {},
        to: { password: "changed" },
      },
    );
    return ok(undefined);
  });
}
