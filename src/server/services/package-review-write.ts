import type { Actor } from "#core/access/access.ts";
import { canonical } from "#core/answer/canonical.ts";
import { hashedPart, type PackagedReview } from "#core/package/packaged-review.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import type { Failure } from "#server/services/failure.ts";
import type { ReadReview } from "#server/services/package-read.ts";
import type { PlannedConclusion } from "#server/services/package-review-plan.ts";
import { beginMove, finishMove, type Move } from "#server/services/review/move-flow.ts";
import { replaceProblems } from "#server/services/review/problems.ts";
import type { Db } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "newId">;

/** The city's conclusion in the district's own installation, inside the caller's transaction: frozen, and its problems begun. */
export async function writeReview(
  using: Using,
  tx: Db,
  actor: Actor,
  { review, sha256 }: ReadReview,
  planned: PlannedConclusion,
): Promise<Result<string, Failure>> {
  const { head, round } = planned;
  const moved = await conclude(using, tx, actor, review, planned);
  if (!moved.ok) return moved;
  await tx
    .insertInto("conclusion")
    .values({
      submission_id: head.id,
      version: moved.value,
      round,
      hash: review.conclusionHash,
      body: canonical({ ...hashedPart(review), concludedBy: review.concludedBy }),
      concluded_at: review.concludedAt,
      concluded_by: actor.accountId,
    })
    .execute();
  await replaceProblems(using, tx, head.id, review.problems);
  const { city, concludedAt, conclusionHash, problems } = review;
  await record(
    tx,
    { organisationId: actor.organisation.id, accountId: actor.accountId, at: using.clock() },
    {
      type: "review.imported",
      submissionId: head.id,
      sha256,
      city,
      concludedAt,
      conclusionHash,
      problems: problems.length,
    },
  );
  return ok(head.id);
}

/** Every step as if it had been taken here, with the reason that it was not. Returns the flow's new version. */
async function conclude(
  using: Using,
  tx: Db,
  actor: Actor,
  { city, conclusionHash }: PackagedReview,
  { head, round, steps, version: planned }: PlannedConclusion,
): Promise<Result<number, Failure>> {
  let version = planned;
  for (const step of steps) {
    const move: Move = { submissionId: head.id, step, version, reason: `导入${city}的审核结果` };
    const begun = await beginMove(tx, move);
    if (!begun.ok) return begun;
    const hash = step.event === "conclude" ? conclusionHash : undefined;
    version = await finishMove(using, tx, actor, move, begun.value, { currentRound: round, hash });
  }
  return ok(version);
}
