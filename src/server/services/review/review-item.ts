import { z } from "zod";
import { can } from "#core/access/access.ts";
import { itemTarget, type ReviewItem } from "#core/api/review.ts";
import { ok, type Result } from "#core/result.ts";
import { isBlind } from "#core/review/blind.ts";
import { itemDifference } from "#core/review/compare.ts";
import type { FrozenItem } from "#core/review/frozen.ts";
import { settle } from "#core/review/settle.ts";
import { findItem } from "#core/template/outline.ts";
import type { Deps } from "#server/deps.ts";
import { type Failure, notFound } from "#server/services/failure.ts";
import { readPredecessors } from "#server/services/people/predecessors.ts";
import { readReturns } from "#server/services/review/flow-view.ts";
import { readLastReview } from "#server/services/review/last-review.ts";
import { readMarks } from "#server/services/review/marks.ts";
import { itemDuty } from "#server/services/review/position.ts";
import { readReadable } from "#server/services/review/readable.ts";
import type { ReviewContext } from "#server/services/review/review-context.ts";
import { readItemSameFiles } from "#server/services/review/same-files.ts";
import { readFrozenItem, readSnapshot } from "#server/services/review/snapshot-rows.ts";
import { readReviewThreads } from "#server/services/review/thread-rows.ts";
import { readVerdicts } from "#server/services/review/verdict-rows.ts";
import type { Db } from "#server/store/store.ts";

/** One frozen item with everything that an inspector looks at. */
export async function readReviewItem(
  deps: Pick<Deps, "templates">,
  db: Db,
  context: ReviewContext,
  itemKey: string,
): Promise<Result<ReviewItem, Failure>> {
  const { actor, head, cycle, flow, round, review } = context;
  const place = { submissionId: head.id, round };
  const readable = await readReadable(db, actor, cycle);
  const viewing = { actor, cycle, template: head.template };
  const [marked] = await readMarks(db, viewing, [review], itemKey);
  const summary = marked?.items[0];
  const frozen = await readFrozenItem(db, place, itemKey);
  if (!summary || !frozen) return notFound();
  const duty = itemDuty(review.sections, head.template, itemKey);
  const subject = { organisationId: head.organisationId, cityId: cycle.cityId, phase: flow.phase, duty };
  const verdicts = await readVerdicts(db, head.id, itemKey, frozen.hash);
  const worth = Object.hasOwn(cycle.scoring.items, itemKey) ? cycle.scoring.items[itemKey] : undefined;
  const { state } = settle(verdicts, worth?.points ?? null, cycle.scoring.farApart);
  const predecessors = await readPredecessors(db, actor.accountId);
  const decided = summary.own !== null || verdicts.some(({ accountId }) => predecessors.has(accountId));
  const blind = isBlind({ mine: summary.mine, decided, phase: flow.phase, state });
  const running = flow.phase === "reviewing" || flow.phase === "returned";
  return ok({
    ...summary,
    submissionId: head.id,
    district: review.district,
    round,
    mayWrite: running && can(actor, "review.write", subject),
    mayComment: running && can(actor, "review.comment", subject),
    frozen,
    sameFiles: await readItemSameFiles(db, viewing, readable, place, frozen),
    targets: await readTargets(db, head.id, round, itemKey),
    last: (await readLastReview(deps, db, head, itemKey)) ?? null,
    verdicts: blind ? [] : verdicts,
    threads: await readReviewThreads(db, head.id, { itemKey, currentHash: () => frozen.hash }),
    returns: await readReturns(db, head.id, head.template, itemKey),
    difference: await readDifference(db, context, frozen),
    others: await countOthers(db, context, readable, itemKey),
  });
}

async function countOthers(
  db: Db,
  { actor, head, cycle }: ReviewContext,
  readable: Awaited<ReturnType<typeof readReadable>>,
  itemKey: string,
): Promise<number> {
  const others = readable.filter(({ submissionId, sections, phase, districtId }) => {
    const duty = itemDuty(sections, head.template, itemKey);
    const subject = { organisationId: districtId, cityId: cycle.cityId, phase, duty };
    return submissionId !== head.id && can(actor, "review.read", subject);
  });
  if (others.length === 0) return 0;
  const { count } = await db
    .selectFrom("snapshot_item")
    .innerJoin("submission_flow", (join) =>
      join
        .onRef("submission_flow.submission_id", "=", "snapshot_item.submission_id")
        .onRef("submission_flow.current_round", "=", "snapshot_item.round"),
    )
    .select((eb) => eb.fn.countAll().as("count"))
    .where("snapshot_item.item_key", "=", itemKey)
    .where(
      "snapshot_item.submission_id",
      "in",
      others.map(({ submissionId }) => submissionId),
    )
    .executeTakeFirstOrThrow();
  return Number(count);
}

const storedTarget = z.string().transform((body) => itemTarget.parse(JSON.parse(body)));

async function readTargets(
  db: Db,
  submissionId: string,
  round: number,
  itemKey: string,
): Promise<ReviewItem["targets"]> {
  const rows = await db
    .selectFrom("snapshot_target")
    .select("body")
    .where("submission_id", "=", submissionId)
    .where("round", "=", round)
    .where("item_key", "=", itemKey)
    .orderBy("position")
    .execute();
  return rows.map(({ body }) => storedTarget.parse(body));
}

/** Against the version that this one answers. */
async function readDifference(
  db: Db,
  { head, round }: ReviewContext,
  frozen: FrozenItem,
): Promise<ReviewItem["difference"]> {
  const meta = await readSnapshot(db, { submissionId: head.id, round });
  const baseRound = meta.ok ? meta.value.baseRound : null;
  const item = findItem(head.template, frozen.itemKey)?.item;
  if (baseRound === null || !item) return null;
  const before = await readFrozenItem(db, { submissionId: head.id, round: baseRound }, frozen.itemKey);
  return before ? itemDifference(item, { round: baseRound, item: before }, { round, item: frozen }) : null;
}
