import type { z } from "zod";
import type { Actor } from "#core/access/access.ts";
import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import { historySpans } from "#core/answer/history.ts";
import { changedPaths } from "#core/answer/merge.ts";
import type { answerRevision, historySpan } from "#core/api/collation.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { saveAnswer } from "#server/services/answers.ts";
import { type Failure, notFound } from "#server/services/failure.ts";
import { type Place, parseAnswer, type SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

type HistorySpan = z.infer<typeof historySpan>;
type Revision = z.infer<NonNullable<typeof answerRevision.response>>;

const revisionRows = (db: Db, place: Place) =>
  db
    .selectFrom("answer_revision")
    .innerJoin("auth_user", "auth_user.id", "answer_revision.saved_by")
    .where("answer_revision.submission_id", "=", place.submissionId)
    .where("answer_revision.item_key", "=", place.itemKey);

/** Per person and hour, newest first. Only what a span begins and ends with is read in full. */
export async function readHistory(db: Db, place: Place): Promise<HistorySpan[]> {
  const marks = await revisionRows(db, place)
    .select([
      "answer_revision.revision",
      "answer_revision.saved_at as savedAt",
      "answer_revision.saved_by as accountId",
      "answer_revision.restored_from as restoredFrom",
      "auth_user.name as savedBy",
    ])
    .orderBy("answer_revision.revision")
    .execute();
  const spans = historySpans(marks);
  const answers = await readContents(
    db,
    place,
    spans.map(({ revision }) => revision),
  );
  return spans.map(({ accountId: _, ...span }) => ({
    ...span,
    changed: changedPaths(answers.get(span.base) ?? emptyAnswer(), answers.get(span.revision) ?? emptyAnswer()),
  }));
}

/** The answers of some revisions of an item; revision 0 is the empty one. */
export async function readContents(
  db: Db,
  place: Place,
  revisions: readonly number[],
): Promise<ReadonlyMap<number, Answer>> {
  if (revisions.length === 0) return new Map();
  const rows = await revisionRows(db, place)
    .select(["answer_revision.revision", "answer_revision.body"])
    .where("answer_revision.revision", "in", revisions)
    .execute();
  return new Map(rows.map(({ revision, body }) => [revision, parseAnswer(body)]));
}

export async function readRevision(db: Db, place: Place & { revision: number }): Promise<Result<Revision, Failure>> {
  const row = await revisionRows(db, place)
    .select([
      "answer_revision.revision",
      "answer_revision.body",
      "answer_revision.saved_at as savedAt",
      "auth_user.name as savedBy",
    ])
    .where("answer_revision.revision", "=", place.revision)
    .executeTakeFirst();
  if (!row) return notFound();
  const { body, ...rest } = row;
  return ok({ ...rest, answer: parseAnswer(body) });
}

/** An earlier revision becomes the newest one; the ones between stay in the history. */
export async function restoreAnswer(
  deps: Pick<Deps, "clock">,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  itemKey: string,
  wanted: { revision: number; base: number; key: string },
): Promise<Result<void, Failure>> {
  const earlier = await readRevision(db, { submissionId: head.id, itemKey, revision: wanted.revision });
  if (!earlier.ok) return earlier;
  const save = { base: wanted.base, key: wanted.key, answer: earlier.value.answer };
  const saved = await saveAnswer(deps, db, actor, head, itemKey, save, wanted.revision);
  return saved.ok ? ok(undefined) : saved;
}
