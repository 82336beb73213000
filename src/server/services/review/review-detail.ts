import type { Actor } from "#core/access/access.ts";
import { can } from "#core/access/access.ts";
import type { ReviewDetail, ReviewEntry, ReviewHead } from "#core/api/review.ts";
import { districtName } from "#core/people/district-name.ts";
import { ok, type Result } from "#core/result.ts";
import { filterCounts } from "#core/review/filters.ts";
import { type FlowEvent, flowAfter } from "#core/review/flow.ts";
import type { Deps } from "#server/deps.ts";
import { type Failure, notFound } from "#server/services/failure.ts";
import { type CycleRow, templateOf } from "#server/services/review/cycle-rows.ts";
import { readReturns, readScans } from "#server/services/review/flow-view.ts";
import { type MarkedReview, nextUnread, readMarks } from "#server/services/review/marks.ts";
import { type Readable, readReadable } from "#server/services/review/readable.ts";
import type { ReviewContext } from "#server/services/review/review-context.ts";
import { readSnapshot } from "#server/services/review/snapshot-rows.ts";
import { submissionTitle } from "#server/services/submissions.ts";
import type { Db } from "#server/store/store.ts";

const dutyOf = ({ sections }: Pick<Readable, "sections">): "none" | "item" | "district" =>
  sections === undefined ? "none" : sections === null ? "district" : "item";

/** The districts that the reader may review or read, with what is to be done in each. */
export async function readReviewList(
  { templates }: Pick<Deps, "templates">,
  db: Db,
  actor: Actor,
  cycle: CycleRow,
): Promise<ReviewEntry[]> {
  const template = await templateOf(db, templates, cycle);
  const reviews = await readReadable(db, actor, cycle);
  const submitted = await submittedAt(db, reviews);
  const marked = await readMarks(db, { actor, cycle, template }, reviews);
  return marked.map(({ review, items }) => {
    const own = answerable(items);
    return {
      submissionId: review.submissionId,
      districtId: review.districtId,
      district: districtName(review.district),
      phase: review.phase,
      round: review.round,
      submittedAt: submitted.get(review.submissionId) ?? cycle.openedAt,
      duty: dutyOf(review),
      sections: review.sections === undefined ? null : review.sections && [...review.sections],
      items: own.length,
      counts: filterCounts(own),
      nextItem: nextUnread(items),
    };
  });
}

/** What the reader answers for; all of it without a duty. */
const answerable = (items: MarkedReview["items"]): MarkedReview["items"] => {
  const own = items.filter(({ mine }) => mine);
  return own.length > 0 ? own : items;
};

async function submittedAt(db: Db, reviews: readonly Readable[]): Promise<ReadonlyMap<string, string>> {
  if (reviews.length === 0) return new Map();
  const rows = await db
    .selectFrom("snapshot")
    .innerJoin("submission_flow", (join) =>
      join
        .onRef("submission_flow.submission_id", "=", "snapshot.submission_id")
        .onRef("submission_flow.current_round", "=", "snapshot.round"),
    )
    .select(["snapshot.submission_id", "snapshot.submitted_at"])
    .where(
      "snapshot.submission_id",
      "in",
      reviews.map(({ submissionId }) => submissionId),
    )
    .execute();
  return new Map(rows.map((row) => [row.submission_id, row.submitted_at]));
}

export async function readReviewHead(db: Db, context: ReviewContext): Promise<Result<ReviewHead, Failure>> {
  const { actor, head, cycle, flow, round, review } = context;
  const meta = await readSnapshot(db, { submissionId: head.id, round });
  if (!meta.ok) return notFound();
  const duty = dutyOf(review);
  const subject = { organisationId: head.organisationId, cityId: cycle.cityId, phase: flow.phase, duty } as const;
  const follows = (event: Exclude<FlowEvent, "return">): boolean => flowAfter(flow, { event }).ok;
  const running = flow.phase === "reviewing" || flow.phase === "returned";
  return ok({
    submissionId: head.id,
    cycleId: cycle.id,
    districtId: head.organisationId,
    district: districtName(head.district),
    year: head.year,
    title: submissionTitle(head),
    template: { id: head.template.id, version: head.template.version },
    phase: flow.phase,
    round,
    hash: meta.value.hash,
    version: flow.version,
    submittedAt: meta.value.submittedAt,
    submittedBy: meta.value.submittedBy,
    hasScan: (await readScans(db, head.id)).has(round),
    duty,
    may: {
      open: flow.phase === "submitted" && can(actor, "review.write", subject),
      write: running && can(actor, "review.write", subject),
      comment: running && can(actor, "review.comment", subject),
      return: running && can(actor, "review.return", subject),
      conclude: follows("conclude") && can(actor, "review.conclude", subject),
      reopen: follows("reopen") && can(actor, "review.conclude", subject),
    },
  });
}

export async function readReviewDetail(db: Db, context: ReviewContext): Promise<Result<ReviewDetail, Failure>> {
  const { actor, head, cycle, review } = context;
  const top = await readReviewHead(db, context);
  if (!top.ok) return top;
  const [marked] = await readMarks(db, { actor, cycle, template: head.template }, [review]);
  const items = marked?.items ?? [];
  const readable = new Set(items.map(({ itemKey }) => itemKey));
  const returns = await readReturns(db, head.id, head.template);
  return ok({ ...top.value, items, returns: returns.filter(({ itemKey }) => readable.has(itemKey)) });
}
