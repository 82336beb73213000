import type { z } from "zod";
import type { Actor } from "#core/access/access.ts";
import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import { checkAnswer } from "#core/answer/check-answer.ts";
import { changedPaths, sameAnswer } from "#core/answer/merge.ts";
import type { saveAnswer as saveContract } from "#core/api/submission.ts";
import { err, ok, type Result } from "#core/result.ts";
import { findItem } from "#core/template/outline.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { holdOpen } from "#server/services/review/flow-state.ts";
import { refuseLocked } from "#server/services/sign-off-rows.ts";
import {
  onSameVersion,
  type Place,
  parseAnswer,
  type StoredAnswer,
  type SubmissionHead,
} from "#server/services/submission-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Save = z.infer<NonNullable<Exclude<typeof saveContract.body, "bytes">>>;
type Saved = { revision: number; savedAt: string };
/**
 * Saves on top of a base revision. Of two that start from the same base one wins and the other gets what it needs
 * to merge. A request that is repeated gets its first outcome, even when the item has been locked since; an answer
 * equal to the stored one adds no revision.
 */
export async function saveAnswer(
  { clock }: Pick<Deps, "clock">,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  itemKey: string,
  save: Save,
  /** the earlier revision that is brought back by this save */
  restored?: number,
): Promise<Result<Saved, Failure>> {
  const placed = findItem(head.template, itemKey);
  if (!placed) return notFound();
  const checked = checkAnswer(placed.item, save.answer);
  if (!checked.ok)
    return fail(
      "answer.invalid",
      "部分填报内容不符合要求，请按提示修改",
      checked.error.map((fault) => ({
        path: `${fault.itemKey}/${fault.fieldKey}`,
        code: fault.code,
        message: fault.message,
      })),
    );
  const place = { submissionId: head.id, itemKey };
  return inTransaction(db, async (tx): Promise<Result<Saved, Failure>> => {
    const repeated = await firstOutcome(tx, place, save.key);
    if (repeated) return ok(repeated);
    const held = await holdOpen(tx, head.id, [itemKey]);
    if (!held.ok) return held;
    const current = await readCurrent(tx, place);
    const stored = current?.answer ?? emptyAnswer();
    if (sameAnswer(stored, save.answer))
      return ok({ revision: current?.revision ?? 0, savedAt: current?.savedAt ?? clock().toISOString() });
    const savedAt = clock().toISOString();
    const won =
      (await onSameVersion(tx, head)) &&
      (current?.revision ?? 0) === save.base &&
      (await replaceAnswer(tx, place, save, actor.accountId, savedAt));
    // asked only now: whoever hands the item in holds the same row, so one of the two sees the other
    const open = await refuseLocked(tx, actor, head, itemKey);
    if (!open.ok) return open;
    if (!won) return loser(tx, place, save);
    await appendRevision(tx, place, save, actor.accountId, savedAt, restored);
    await record(
      tx,
      { organisationId: actor.organisation.id, accountId: actor.accountId, at: clock() },
      {
        type: "answer.saved",
        submissionId: head.id,
        itemKey,
        from: save.base,
        to: save.base + 1,
        changed: changedPaths(stored, save.answer),
        ...(restored === undefined ? {} : { restored }),
      },
    );
    return ok({ revision: save.base + 1, savedAt });
  });
}

const row = (place: Place, save: Save, accountId: string, savedAt: string) => ({
  submission_id: place.submissionId,
  item_key: place.itemKey,
  revision: save.base + 1,
  body: JSON.stringify(save.answer),
  saved_at: savedAt,
  saved_by: accountId,
});

/** The conditional write that only one of several processes can win. */
export async function replaceAnswer(
  tx: Db,
  place: Place,
  save: Save,
  accountId: string,
  savedAt: string,
): Promise<boolean> {
  const next = row(place, save, accountId, savedAt);
  if (save.base === 0) {
    const inserted = await tx
      .insertInto("answer")
      .values(next)
      .onConflict((conflict) => conflict.columns(["submission_id", "item_key"]).doNothing())
      .executeTakeFirstOrThrow();
    return inserted.numInsertedOrUpdatedRows === 1n;
  }
  const updated = await tx
    .updateTable("answer")
    .set(next)
    .where("submission_id", "=", place.submissionId)
    .where("item_key", "=", place.itemKey)
    .where("revision", "=", save.base)
    .executeTakeFirstOrThrow();
  return updated.numUpdatedRows === 1n;
}

/** Must follow the conditional write, in its transaction. */
export async function appendRevision(
  tx: Db,
  place: Place,
  save: Save,
  accountId: string,
  savedAt: string,
  restored?: number,
): Promise<void> {
  await tx
    .insertInto("answer_revision")
    .values({ ...row(place, save, accountId, savedAt), request_key: save.key, restored_from: restored ?? null })
    .execute();
}

/** Someone was faster — perhaps this very request, sent twice. */
async function loser(tx: Db, place: Place, save: Save): Promise<Result<Saved, Failure>> {
  const repeated = await firstOutcome(tx, place, save.key);
  if (repeated) return ok(repeated);
  const current = await readCurrent(tx, place);
  const theirs = current?.answer ?? emptyAnswer();
  return err({
    code: "answer.stale",
    message: current ? `${current.savedBy}已先保存了本项的新内容，请合并后再保存` : "本项内容已变更，请合并后再保存",
    stale: {
      base: await readRevisionAnswer(tx, place, save.base),
      theirs,
      revision: current?.revision ?? 0,
      savedBy: current?.savedBy ?? "",
      savedAt: current?.savedAt ?? new Date(0).toISOString(),
    },
  });
}

async function firstOutcome(tx: Db, place: Place, key: string): Promise<Saved | undefined> {
  const known = await tx
    .selectFrom("answer_revision")
    .select(["revision", "saved_at"])
    .where("submission_id", "=", place.submissionId)
    .where("item_key", "=", place.itemKey)
    .where("request_key", "=", key)
    .executeTakeFirst();
  return known && { revision: known.revision, savedAt: known.saved_at };
}

async function readCurrent(tx: Db, place: Place): Promise<StoredAnswer | undefined> {
  const current = await tx
    .selectFrom("answer")
    .innerJoin("auth_user", "auth_user.id", "answer.saved_by")
    .select(["answer.revision", "answer.body", "answer.saved_at", "auth_user.name"])
    .where("answer.submission_id", "=", place.submissionId)
    .where("answer.item_key", "=", place.itemKey)
    .executeTakeFirst();
  return (
    current && {
      itemKey: place.itemKey,
      revision: current.revision,
      answer: parseAnswer(current.body),
      savedAt: current.saved_at,
      savedBy: current.name,
    }
  );
}

/** Revision 0, and one that this database never had (it was restored from a backup), count as empty. */
export async function readRevisionAnswer(tx: Db, place: Place, revision: number): Promise<Answer> {
  const known = await tx
    .selectFrom("answer_revision")
    .select("body")
    .where("submission_id", "=", place.submissionId)
    .where("item_key", "=", place.itemKey)
    .where("revision", "=", revision)
    .executeTakeFirst();
  return known ? parseAnswer(known.body) : emptyAnswer();
}
