import { type Actor, can } from "#core/access/access.ts";
import { emptyAnswer } from "#core/answer/answer.ts";
import type { ItemPulse } from "#core/api/collation.ts";
import type { ItemState } from "#core/api/submission.ts";
import { type FlowState, openness } from "#core/review/flow.ts";
import { outline } from "#core/template/outline.ts";
import { isLocked, type SignOff } from "#core/workflow/sign-off.ts";
import { openCommentCounts } from "#server/services/comment-rows.ts";
import { readFlowState } from "#server/services/review/flow-state.ts";
import { readSignOffs } from "#server/services/sign-off-rows.ts";
import {
  type Assignment,
  readAnswers,
  readAssignments,
  type SubmissionHead,
} from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

type Standing = Pick<ItemState, "unitId" | "due" | "writable" | "signOff">;

/** Who has the item, and whether this reader may write it: one rule for the list, the form and the save. */
function standing(
  actor: Actor,
  head: SubmissionHead,
  itemKey: string,
  assignment: Assignment | undefined,
  signOff: SignOff | undefined,
  flow: FlowState,
): Standing {
  const unitId = assignment?.unitId ?? undefined;
  const locked = signOff !== undefined && isLocked(signOff.state);
  return {
    unitId: unitId ?? null,
    due: assignment?.due ?? null,
    writable: can(actor, "answer.write", {
      organisationId: head.organisationId,
      unitId,
      locked,
      ...openness(flow, itemKey),
    }),
    ...(signOff ? { signOff } : {}),
  };
}

/** Every item of the checklist in report order, saved or not. */
export async function readItemStates(db: Db, actor: Actor, head: SubmissionHead): Promise<ItemState[]> {
  const answers = await readAnswers(db, head.id);
  const assignments = await readAssignments(db, head.id);
  const signOffs = await readSignOffs(db, head.id);
  const flow = await readFlowState(db, head.id);
  return outline(head.template).map(({ item: { key } }) => {
    const stored = answers.get(key);
    return {
      itemKey: key,
      revision: stored?.revision ?? 0,
      answer: stored?.answer ?? emptyAnswer(),
      savedAt: stored?.savedAt ?? null,
      savedBy: stored?.savedBy ?? null,
      ...standing(actor, head, key, assignments.get(key), signOffs.get(key), flow),
    };
  });
}

export async function readItemState(
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  itemKey: string,
): Promise<ItemState | undefined> {
  return (await readItemStates(db, actor, head)).find((each) => each.itemKey === itemKey);
}

/** The same without the answers themselves: what an open page asks for again and again. */
export async function readItemPulses(db: Db, actor: Actor, head: SubmissionHead): Promise<ItemPulse[]> {
  const revisions = await db
    .selectFrom("answer")
    .select(["item_key", "revision"])
    .where("submission_id", "=", head.id)
    .execute();
  const revisionOf = new Map(revisions.map((row) => [row.item_key, row.revision]));
  const assignments = await readAssignments(db, head.id);
  const signOffs = await readSignOffs(db, head.id);
  const flow = await readFlowState(db, head.id);
  const comments = await openCommentCounts(db, head.id);
  return outline(head.template).map(({ item: { key } }) => ({
    itemKey: key,
    revision: revisionOf.get(key) ?? 0,
    openComments: comments.get(key) ?? 0,
    ...standing(actor, head, key, assignments.get(key), signOffs.get(key), flow),
  }));
}
