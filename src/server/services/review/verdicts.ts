import type { z } from "zod";
import type { Actor } from "#core/access/access.ts";
import { can } from "#core/access/access.ts";
import type { putVerdict } from "#core/api/verdict.ts";
import { ok, type Result } from "#core/result.ts";
import { type Settled, settle } from "#core/review/settle.ts";
import { checkVerdict, type Verdict } from "#core/review/verdict.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { takeReview } from "#server/services/review/flow-state.ts";
import { itemDuty } from "#server/services/review/position.ts";
import { type ReviewContext, readOpened } from "#server/services/review/review-context.ts";
import { readFrozenItem } from "#server/services/review/snapshot-rows.ts";
import { readVerdicts } from "#server/services/review/verdict-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Given = z.infer<Extract<(typeof putVerdict)["body"], z.ZodType>>;

export interface Decided {
  verdict: Verdict;
  settled: Settled;
}

/**
 * One inspector's word on top of his own last one; every earlier one is kept. It speaks of the text that was read: when
 * the item says something else by now it is refused. A repeated request gets what it led to.
 */
export const giveVerdict = (
  deps: Pick<Deps, "clock" | "templates">,
  db: Db,
  actor: Actor,
  place: { submissionId: string; itemKey: string },
  given: Given,
): Promise<Result<Decided, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<Decided, Failure>> => {
    const { submissionId, itemKey } = place;
    // the review stays in its phase until this is done
    const running = await takeReview(tx, submissionId);
    if (!running.ok) return running;
    const opened = await readOpened(deps, tx, actor, submissionId);
    if (!opened.ok) return opened;
    const context = opened.value;
    const frozen = await readFrozenItem(tx, { submissionId, round: context.round }, itemKey);
    if (!frozen || !mayDecide(context, itemKey)) return notFound();
    if (await wasDone(tx, actor, place, given.key)) return decided(tx, context, itemKey, frozen.hash);
    if (given.itemHash !== frozen.hash)
      return fail("review.other-text", "区县已重新报送，本条内容有变化，结论没有保存；请阅读新内容后再作结论");
    const { base: _, key: __, itemHash: ___, ...content } = given;
    const checked = checkVerdict(content, pointsOf(context, itemKey));
    if (!checked.ok)
      return fail("verdict.invalid", checked.error[0]?.message ?? "审核结论不完整，请检查后重试", checked.error);
    const before = (await readVerdicts(tx, submissionId, itemKey, frozen.hash)).find(
      ({ accountId }) => accountId === actor.accountId,
    );
    if (!(await put(deps, tx, context, place, given))) {
      // the same request twice at once: the other one was faster
      if (await wasDone(tx, actor, place, given.key)) return decided(tx, context, itemKey, frozen.hash);
      return fail("verdict.stale", "您在其他页面刚刚修改过本条结论，请刷新页面核对后再保存");
    }
    await record(
      tx,
      { organisationId: actor.organisation.id, accountId: actor.accountId, at: deps.clock() },
      {
        type: "verdict.given",
        submissionId,
        itemKey,
        revision: given.base + 1,
        round: context.round,
        itemHash: frozen.hash,
        from: before ? { verdict: before.verdict, score: before.score } : null,
        to: { verdict: given.verdict, score: given.score },
      },
    );
    return decided(tx, context, itemKey, frozen.hash);
  });

const pointsOf = ({ cycle: { scoring } }: ReviewContext, itemKey: string): string | null =>
  Object.hasOwn(scoring.items, itemKey) ? (scoring.items[itemKey]?.points ?? null) : null;

/** Duties may have changed since the request was let in. */
const mayDecide = ({ actor, head, cycle, flow, review }: ReviewContext, itemKey: string): boolean =>
  can(actor, "review.write", {
    organisationId: head.organisationId,
    cityId: cycle.cityId,
    phase: flow.phase,
    duty: itemDuty(review.sections, head.template, itemKey),
  });

async function wasDone(
  tx: Db,
  actor: Actor,
  { submissionId, itemKey }: { submissionId: string; itemKey: string },
  key: string,
): Promise<boolean> {
  const known = await tx
    .selectFrom("verdict_revision")
    .select("revision")
    .where("submission_id", "=", submissionId)
    .where("item_key", "=", itemKey)
    .where("account_id", "=", actor.accountId)
    .where("request_key", "=", key)
    .executeTakeFirst();
  return known !== undefined;
}

/** False when another page of the same inspector was faster. */
async function put(
  { clock }: Pick<Deps, "clock">,
  tx: Db,
  { actor, round }: ReviewContext,
  { submissionId, itemKey }: { submissionId: string; itemKey: string },
  given: Given,
): Promise<boolean> {
  const row = {
    submission_id: submissionId,
    item_key: itemKey,
    account_id: actor.accountId,
    revision: given.base + 1,
    round,
    item_hash: given.itemHash,
    verdict: given.verdict,
    score: given.score,
    deductions: JSON.stringify(given.deductions),
    opinion: given.opinion,
    agenda: given.agenda ? 1 : 0,
    at: clock().toISOString(),
  };
  const won =
    given.base === 0
      ? (
          await tx
            .insertInto("verdict")
            .values(row)
            .onConflict((conflict) => conflict.columns(["submission_id", "item_key", "account_id"]).doNothing())
            .executeTakeFirstOrThrow()
        ).numInsertedOrUpdatedRows === 1n
      : (
          await tx
            .updateTable("verdict")
            .set(row)
            .where("submission_id", "=", submissionId)
            .where("item_key", "=", itemKey)
            .where("account_id", "=", actor.accountId)
            .where("revision", "=", given.base)
            .executeTakeFirstOrThrow()
        ).numUpdatedRows === 1n;
  if (won)
    await tx
      .insertInto("verdict_revision")
      .values({ ...row, request_key: given.key })
      .execute();
  return won;
}

async function decided(
  tx: Db,
  context: ReviewContext,
  itemKey: string,
  currentHash: string,
): Promise<Result<Decided, Failure>> {
  const { actor, head, cycle } = context;
  const all = await readVerdicts(tx, head.id, itemKey, currentHash);
  const own = all.find(({ accountId }) => accountId === actor.accountId);
  if (!own) throw new Error("verdict vanished inside its transaction");
  return ok({ verdict: own, settled: settle(all, pointsOf(context, itemKey), cycle.scoring.farApart) });
}
