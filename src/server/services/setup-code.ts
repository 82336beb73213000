import { sha256Of } from "#server/files/intake.ts";
import type { Db } from "#server/store/store.ts";

/** Without 0/O, 1/I/L: the code is read from a screen and typed. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const SETTING = "setup.code-sha256";

const hashOf = (code: string): Promise<string> =>
  sha256Of(new TextEncoder().encode(code.replace(/[\s-]/g, "").toUpperCase()));

/** XXXX-XXXX-XXXX, 59 bits. */
function freshCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(64));
  // bytes beyond the last full round of the alphabet would favour its first letters
  const fair = [...bytes].filter((byte) => byte < 256 - (256 % ALPHABET.length));
  const letters = fair.slice(0, 12).map((byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return (letters.join("").match(/.{4}/g) ?? []).join("-");
}

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
