import { expectOk } from "#mocks/seed.ts";
import { makeAuth } from "#server/auth/better-auth.ts";
import { insertAccount } from "#server/services/accounts.ts";
import { openPostgres } from "#server/store/postgres.ts";

/** So many people of the district, signed in without the work that passwords are. */
export async function enterReaders(databaseUrl: string, count: number): Promise<string[]> {
  const store = openPostgres(databaseUrl, () => undefined);
  const auth = await makeAuth(store.db);
  const { id, kind } = await store.db.selectFrom("organisation").select(["id", "kind"]).executeTakeFirstOrThrow();
  const cookies: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const name = `reader-${number}`;
    const account = { username: name, name, passwordHash: "none", roles: ["reader" as const], unitId: null };
    const accountId = expectOk(await insertAccount(auth, store.db, { id, kind }, account));
    cookies.push((await auth.startSession(store.db, accountId))[0]?.split(";")[0] ?? "");
  }
  await store.close();
  return cookies;
}
