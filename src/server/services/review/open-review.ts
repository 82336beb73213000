import type { Actor } from "#core/access/access.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import type { Failure } from "#server/services/failure.ts";
import { beginMove, finishMove, type Move } from "#server/services/review/move-flow.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

/** The first inspector begins; whoever comes later finds it begun and changes nothing. */
export const openReview = (
  using: Pick<Deps, "clock">,
  db: Db,
  actor: Actor,
  submissionId: string,
): Promise<Result<void, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<void, Failure>> => {
    const move: Move = { submissionId, step: { event: "open" }, reason: null };
    const begun = await beginMove(tx, move);
    if (!begun.ok) return begun;
    const { from } = begun.value;
    if (from.phase !== "reviewing")
      await finishMove(using, tx, actor, move, begun.value, { currentRound: from.currentRound });
    return ok(undefined);
  });
