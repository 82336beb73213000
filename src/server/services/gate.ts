import { selfScoreFaults } from "#core/review/self-score.ts";
import { checkSubmission } from "#core/rule/check.ts";
import { submitGate } from "#core/submission/gate.ts";
import type { GateReason } from "#core/submission/gate-reason.ts";
import type { Deps } from "#server/deps.ts";
import { openCommentCounts } from "#server/services/comment-rows.ts";
import { cycleOf } from "#server/services/review/cycle-rows.ts";
import { readSignOffs } from "#server/services/sign-off-rows.ts";
import { readStaff } from "#server/services/staff.ts";
import { readContent } from "#server/services/submission-content.ts";
import { readAssignments, type SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

/** The gate over what is stored. Given a transaction, it judges exactly what that transaction will freeze. */
export async function readGate(
  { templates }: Pick<Deps, "templates">,
  db: Db,
  head: SubmissionHead,
): Promise<GateReason[]> {
  const content = await readContent(templates, db, head);
  const assignments = await readAssignments(db, head.id);
  const signOffs = await readSignOffs(db, head.id);
  const comments = await openCommentCounts(db, head.id);
  const staffed = new Set((await readStaff(db, head)).filter(({ people }) => people.length > 0).map(({ id }) => id));
  const cycle = await cycleOf(db, head);
  const reasons = submitGate(content, checkSubmission(content), {
    signOff: (itemKey) => signOffs.get(itemKey)?.state ?? "open",
    unitOf: (itemKey) => assignments.get(itemKey)?.unitId ?? undefined,
    staffed: (unitId) => staffed.has(unitId),
    openComments: (itemKey) => comments.get(itemKey) ?? 0,
    localEdit: () => undefined,
  });
  return cycle ? [...reasons, ...selfScoreFaults(content, cycle.scoring)] : reasons;
}
