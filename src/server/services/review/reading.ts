import type { Actor } from "#core/access/access.ts";
import type { Deps } from "#server/deps.ts";
import type { Db } from "#server/store/store.ts";

/** A reader's own mark; it says which text was read, so that a changed item is unread again. */
export async function keepReading(
  { clock }: Pick<Deps, "clock">,
  db: Db,
  actor: Actor,
  { submissionId, itemKey }: { submissionId: string; itemKey: string },
  { itemHash, read }: { itemHash: string; read: boolean },
): Promise<void> {
  if (!read) {
    await db
      .deleteFrom("reading")
      .where("submission_id", "=", submissionId)
      .where("item_key", "=", itemKey)
      .where("account_id", "=", actor.accountId)
      .execute();
    return;
  }
  const mark = { item_hash: itemHash, read_at: clock().toISOString() };
  await db
    .insertInto("reading")
    .values({ submission_id: submissionId, item_key: itemKey, account_id: actor.accountId, ...mark })
    .onConflict((conflict) => conflict.columns(["submission_id", "account_id", "item_key"]).doUpdateSet(mark))
    .execute();
}
