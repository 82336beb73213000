import type { z } from "zod";
import type { Actor } from "#core/access/access.ts";
import type { returnItems as contract } from "#core/api/conclusion.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { type Failure, invalid } from "#server/services/failure.ts";
import { localDay } from "#server/services/local-time.ts";
import { beginMove, finishMove, type Move } from "#server/services/review/move-flow.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Wanted = z.infer<Extract<(typeof contract)["body"], z.ZodType>>;

/** Only these items unlock. An item that is returned again before it was answered keeps the newer reason. */
export const returnItems = (
  using: Pick<Deps, "clock">,
  db: Db,
  actor: Actor,
  submissionId: string,
  { version, due, items }: Wanted,
): Promise<Result<void, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<void, Failure>> => {
    const itemKeys = [...new Set(items.map(({ itemKey }) => itemKey))].sort();
    if (itemKeys.length < items.length)
      return invalid("items", "return.twice", "同一条目选择了两次，请刷新页面后重新选择");
    if (due < localDay(using.clock())) return invalid("due", "return.due", "补正期限已经过去，请重新选择日期");
    const move: Move = { submissionId, step: { event: "return", itemKeys }, version, reason: null };
    const begun = await beginMove(tx, move);
    if (!begun.ok) return begun;
    const { from } = begun.value;
    const at = using.clock().toISOString();
    for (const { itemKey, reason } of items) {
      const row = { reason, due, returned_at: at, returned_by: actor.accountId, answered_round: null };
      await tx
        .insertInto("item_return")
        .values({ submission_id: submissionId, item_key: itemKey, round: from.currentRound ?? from.round, ...row })
        .onConflict((conflict) => conflict.columns(["submission_id", "round", "item_key"]).doUpdateSet(row))
        .execute();
    }
    await finishMove(using, tx, actor, move, begun.value, { currentRound: from.currentRound, itemKeys });
    return ok(undefined);
  });
