import { foldUsername } from "#server/auth/auth.ts";
import { identityOf } from "#server/auth/identity.ts";
import type { Deps } from "#server/deps.ts";
import { begin, type SignedIn } from "#server/services/sign-in.ts";
import type { Db } from "#server/store/store.ts";

/** For somebody whom an identity provider vouches for; undefined = no enabled account has that name, and none is made. */
export async function signInByName(
  using: Pick<Deps, "store" | "auth" | "clock">,
  username: string,
  replaced: string | undefined,
): Promise<SignedIn | undefined> {
  return using.store.db.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom("auth_user")
      .select("id")
      .where("username", "=", foldUsername(username))
      .executeTakeFirst();
    const found = known && (await identityOf(tx, known.id));
    if (known && found?.me.passwordDue) await withdrawFirstPassword(tx, known.id);
    const identity = known && (await identityOf(tx, known.id));
    return identity && begin(using, tx, identity, "oidc", replaced);
  });
}

/** Who comes in this way may never have been told it and cannot change it; nobody else comes in with it any more. */
async function withdrawFirstPassword(tx: Db, accountId: string): Promise<void> {
  await tx.updateTable("auth_credential").set({ password: null }).where("userId", "=", accountId).execute();
  await tx.updateTable("account_profile").set({ password_due: 0 }).where("account_id", "=", accountId).execute();
}
