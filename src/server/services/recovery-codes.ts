import { sha256Of } from "#server/files/intake.ts";
import type { Db } from "#server/store/store.ts";

/** 118 bits each: a plain hash keeps them. Without 0/O and 1/I/L, they are read from paper. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LETTERS = 24;
const CODES = 10;

function freshCode(): string {
  let letters = "";
  while (letters.length < LETTERS)
    for (const byte of crypto.getRandomValues(new Uint8Array(LETTERS)))
      if (byte < 256 - (256 % ALPHABET.length) && letters.length < LETTERS)
        letters += ALPHABET.charAt(byte % ALPHABET.length);
  return (letters.match(/.{4}/g) ?? []).join("-");
}

const plain = (code: string): string => code.replace(/[\s-]/g, "").toUpperCase();
export const isRecoveryCode = (code: string): boolean => plain(code).length === LETTERS;
const hashOf = (accountId: string, code: string): Promise<string> =>
  sha256Of(new TextEncoder().encode(`${accountId}:${plain(code)}`));

/** New codes in the place of all earlier ones; they are told once, and kept as hashes. */
export async function replaceRecoveryCodes(tx: Db, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, freshCode);
  await dropRecoveryCodes(tx, accountId);
  const hashes = await Promise.all(codes.map((code) => hashOf(accountId, code)));
  await tx
    .insertInto("recovery_code")
    .values(hashes.map((hash) => ({ account_id: accountId, hash, used_at: null })))
    .execute();
  return codes;
}

export const dropRecoveryCodes = async (tx: Db, accountId: string): Promise<void> =>
  void (await tx.deleteFrom("recovery_code").where("account_id", "=", accountId).execute());

/** Uses the code up: true once. */
export async function spendRecoveryCode(tx: Db, accountId: string, code: string, now: Date): Promise<boolean> {
  const spent = await tx
    .updateTable("recovery_code")
    .set({ used_at: now.toISOString() })
    .where("account_id", "=", accountId)
    .where("hash", "=", await hashOf(accountId, code))
    .where("used_at", "is", null)
    .executeTakeFirstOrThrow();
  return spent.numUpdatedRows === 1n;
}

export async function recoveryCodesLeft(db: Db, accountId: string): Promise<number> {
  const { left } = await db
    .selectFrom("recovery_code")
    .select(({ fn }) => fn.countAll<number | string | bigint>().as("left"))
    .where("account_id", "=", accountId)
    .where("used_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(left);
}
