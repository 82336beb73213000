import { hex } from "#server/files/intake.ts";
import type { Db } from "#server/store/store.ts";

/** Signs the session cookies. Made once per installation; processes that share a database share it. */
export async function signingSecret(db: Db): Promise<string> {
  const fresh = hex(crypto.getRandomValues(new Uint8Array(32)));
  await db
    .insertInto("setting")
    .values({ key: "auth.secret", value: fresh })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await db
    .selectFrom("setting")
    .select("value")
    .where("key", "=", "auth.secret")
    .executeTakeFirstOrThrow();
  return value;
}
