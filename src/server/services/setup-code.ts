import { sha256Of } from "#server/files/intake.ts";
import { freshCode } from "#server/services/fresh-code.ts";
import type { Db } from "#server/store/store.ts";

const SETTING = "setup.code-sha256";

const hashOf = (code: string): Promise<string> =>
  sha256Of(new TextEncoder().encode(code.replace(/[\s-]/g, "").toUpperCase()));

export async function setupNeeded(db: Db): Promise<boolean> {
  return (await db.selectFrom("organisation").select("id").limit(1).executeTakeFirst()) === undefined;
}

/** A new one-time code, of which only the hash is kept; undefined where set-up is done. An older code ends. */
export async function issueSetupCode(db: Db): Promise<string | undefined> {
  if (!(await setupNeeded(db))) return undefined;
  const code = freshCode();
  const value = await hashOf(code);
  await db
    .insertInto("setting")
    .values({ key: SETTING, value })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
    .execute();
  return code;
}

export async function isSetupCode(db: Db, code: string): Promise<boolean> {
  const row = await db.selectFrom("setting").select("value").where("key", "=", SETTING).executeTakeFirst();
  return row?.value === (await hashOf(code));
}

/** Ends the code, once: false for whoever comes second. */
export async function spendSetupCode(tx: Db): Promise<boolean> {
  const spent = await tx.deleteFrom("setting").where("key", "=", SETTING).executeTakeFirstOrThrow();
  return spent.numDeletedRows === 1n;
}
