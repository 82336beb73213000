import { foldUsername } from "#server/auth/auth.ts";
import { identityOf } from "#server/auth/identity.ts";
import type { Deps } from "#server/deps.ts";
import { begin, type SignedIn } from "#server/services/sign-in.ts";

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
    const identity = known && (await identityOf(tx, known.id));
    return identity && begin(using, tx, identity, "oidc", replaced);
  });
}
