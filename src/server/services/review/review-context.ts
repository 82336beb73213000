import { type Actor, can } from "#core/access/access.ts";
import { districtName } from "#core/people/district-name.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { type CycleRow, cycleOf } from "#server/services/review/cycle-rows.ts";
import { readFlowState, type StoredFlow, UNOPENED } from "#server/services/review/flow-state.ts";
import { itemDuty, readPosition } from "#server/services/review/position.ts";
import { isUnopened, type Readable } from "#server/services/review/readable.ts";
import { readHead, type SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

/** Everything that a request about one review begins with. */
export interface ReviewContext {
  actor: Actor;
  head: SubmissionHead;
  cycle: CycleRow & { city: string };
  flow: StoredFlow;
  /** the version that stands */
  round: number;
  review: Readable;
}

/** Inside a transaction it sees what that transaction has done. */
export async function readContext(
  { templates }: Pick<Deps, "templates">,
  db: Db,
  actor: Actor,
  submissionId: string,
): Promise<Result<ReviewContext, Failure>> {
  const position = await readPosition(db, actor, submissionId);
  const head = position && (await readHead(db, templates, submissionId));
  const cycle = head && (await cycleOf(db, head));
  const flow = await readFlowState(db, submissionId);
  if (!position || !head || !cycle || flow.currentRound === undefined) return notFound();
  return ok({
    actor,
    head,
    cycle,
    flow,
    round: flow.currentRound,
    review: {
      submissionId,
      districtId: head.organisationId,
      district: districtName(head.district),
      phase: flow.phase,
      round: flow.currentRound,
      version: flow.version,
      sections: position.sections,
    },
  });
}

/** The same where the content itself is asked for. */
export async function readOpened(
  deps: Pick<Deps, "templates">,
  db: Db,
  actor: Actor,
  submissionId: string,
): Promise<Result<ReviewContext, Failure>> {
  const context = await readContext(deps, db, actor, submissionId);
  if (!context.ok || !isUnopened(actor, context.value.review)) return context;
  return fail("review.unopened", UNOPENED);
}

/** Whether an item is among those that the reader may read. */
export const mayReadItem = ({ actor, head, cycle, flow, review }: ReviewContext, itemKey: string): boolean =>
  can(actor, "review.read", {
    organisationId: head.organisationId,
    cityId: cycle.cityId,
    phase: flow.phase,
    duty: itemDuty(review.sections, head.template, itemKey),
  });
