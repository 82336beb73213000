import { type Actor, wantsSecondStep } from "#core/access/access.ts";
import { matchingStep } from "#core/two-factor/totp.ts";
import { unseal } from "#server/auth/seal.ts";
import type { Deps } from "#server/deps.ts";
import { isRecoveryCode, spendRecoveryCode } from "#server/services/recovery-codes.ts";
import type { Db } from "#server/store/store.ts";

/** Signing in to this account takes a code. */
export async function isSecondStepOn(db: Db, accountId: string): Promise<boolean> {
  const row = await db
    .selectFrom("two_factor")
    .select("account_id")
    .where("account_id", "=", accountId)
    .where("confirmed_at", "is not", null)
    .executeTakeFirst();
  return row !== undefined;
}

/** The installation asks it of these roles, and the account has none yet: nothing else is done before. */
export const mustEnrol = async (
  { store, requireTwoFactor = false }: Pick<Deps, "store" | "requireTwoFactor">,
  actor: Pick<Actor, "accountId" | "roles">,
): Promise<boolean> =>
  requireTwoFactor && wantsSecondStep(actor.roles) && !(await isSecondStepOn(store.db, actor.accountId));

/** How the second step was taken; undefined = the code is not right, or has been used. A right one is used up. */
export async function takeSecondStep(
  tx: Db,
  accountId: string,
  code: string,
  now: Date,
): Promise<"app" | "recovery-code" | undefined> {
  if (isRecoveryCode(code)) return (await spendRecoveryCode(tx, accountId, code, now)) ? "recovery-code" : undefined;
  return (await spendAppCode(tx, accountId, code, now)) ? "app" : undefined;
}

/** Of an app that is enrolled, or is just being enrolled. */
export async function spendAppCode(tx: Db, accountId: string, code: string, now: Date): Promise<boolean> {
  const row = await tx.selectFrom("two_factor").select("secret").where("account_id", "=", accountId).executeTakeFirst();
  if (!row) return false;
  const step = matchingStep(await unseal(tx, accountId, row.secret), code.replace(/\s/g, ""), now.getTime());
  if (step === undefined) return false;
  const spent = await tx
    .updateTable("two_factor")
    .set({ last_step: step })
    .where("account_id", "=", accountId)
    .where("last_step", "<", step)
    .executeTakeFirstOrThrow();
  return spent.numUpdatedRows === 1n;
}
