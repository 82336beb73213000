import type { Actor } from "#core/access/access.ts";
import type { PackagedVersion } from "#core/package/packaged-submission.ts";
import { type Decisions, type ImportPlan, takenEvidence, takenItem } from "#core/package/plan.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { localDay } from "#server/services/local-time.ts";
import type { Taking } from "#server/services/package-plan.ts";
import { holdOpen } from "#server/services/review/flow-state.ts";
import { hashContent } from "#server/services/review/freeze-submission.ts";
import { beginMove, type Move, takeFlow } from "#server/services/review/move-flow.ts";
import { readSnapshot } from "#server/services/review/snapshot-rows.ts";
import { freezeVersion, recallSubmission } from "#server/services/review/submit.ts";
import { readContent } from "#server/services/submission-content.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "templates">;

/** What becomes of a submission's own state when a package is written into it. */
export type Opening = "written" | "stands";

/**
 * Before anything of a package is written: whether its content may be. Where the version that it carries stands here
 * already nothing is left to be done; a version that nobody has begun to review gives way to the one that comes.
 */
export async function openForPackage(
  using: Using,
  tx: Db,
  acting: Actor,
  head: SubmissionHead,
  { read, planned, decisions }: Taking,
): Promise<Result<Opening, Failure>> {
  const { submitted } = planned.plan;
  if (submitted === null) return written(await holdOpen(tx, head.id, "all"));
  const { phase, currentRound } = await takeFlow(tx, head.id);
  if (phase !== "drafting" && phase !== "returned" && currentRound !== undefined) {
    const standing = await readSnapshot(tx, { submissionId: head.id, round: currentRound });
    if (standing.ok && standing.value.hash === submitted.hash) return ok("stands");
  }
  if (phase === "submitted") {
    const reason = reasonOf(submitted);
    const recalled = await recallSubmission(using, tx, acting, head, { reason });
    if (!recalled.ok) return recalled;
  }
  // of a returned submission only what was returned gives way
  const now = phase === "submitted" ? (await takeFlow(tx, head.id)).phase : phase;
  const about = now === "returned" ? touched(planned.plan, read.submission, decisions) : "all";
  return written(await holdOpen(tx, head.id, about));
}

const written = (held: Result<void, Failure>): Result<Opening, Failure> => (held.ok ? ok("written") : held);

function touched(
  { items, evidence }: ImportPlan,
  { evidence: records }: Taking["read"]["submission"],
  decisions: Decisions,
): string[] {
  const changed = items.filter((item) => item.standing !== "same" && takenItem(item, decisions) === "theirs");
  const moved = evidence.filter((each) => each.standing !== "same" && takenEvidence(each, decisions) === "theirs");
  const links = moved.flatMap(({ id }) => records.find((record) => record.id === id)?.links ?? []);
  return [...new Set([...changed, ...links].map(({ itemKey }) => itemKey))];
}

/**
 * After everything is written: what the district submitted is frozen here as well, if what is stored now has the very
 * hash that the district's had. The gate and the approval were the district's.
 */
export async function freezePackaged(
  using: Using,
  tx: Db,
  acting: Actor,
  head: SubmissionHead,
  submitted: PackagedVersion,
): Promise<Result<void, Failure>> {
  const content = await readContent(using.templates, tx, head);
  const hashed = await hashContent(content);
  const { phase, round } = await takeFlow(tx, head.id);
  if (hashed.hash !== submitted.hash)
    return phase === "drafting" && round === 0
      ? ok(undefined)
      : fail(
          "submission.changed",
          "合并后的内容与区县报送的版本不一致，不能作为新的报送版本，没有导入任何内容。请各项都以数据包为准后再导入",
        );
  const move: Move = { submissionId: head.id, step: { event: "submit" }, reason: reasonOf(submitted) };
  const begun = await beginMove(tx, move);
  if (!begun.ok) return begun;
  await freezeVersion(using, tx, acting, { move, moving: begun.value, content, hashed });
  return ok(undefined);
}

const reasonOf = ({ round, submittedAt, submittedBy }: PackagedVersion): string =>
  `随数据包导入区县第${round}次报送的版本（${submittedBy}于${localDay(new Date(submittedAt))}报送）`;
