import type { Actor } from "#core/access/access.ts";
import type { ReviewThread } from "#core/api/review.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, notFound } from "#server/services/failure.ts";
import { takeReview } from "#server/services/review/flow-state.ts";
import { readOpened } from "#server/services/review/review-context.ts";
import { readHashes, readReviewThreads } from "#server/services/review/thread-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "newId" | "templates">;
type Outcome = Promise<Result<ReviewThread, Failure>>;

interface Written {
  body: string;
  key: string;
}

/** Runs with the review held in its phase; `hashes` are those of the version that stands. */
const inReview = (
  deps: Pick<Deps, "templates">,
  db: Db,
  actor: Actor,
  submissionId: string,
  work: (tx: Db, at: { round: number; hashes: ReadonlyMap<string, string> }) => Outcome,
): Outcome =>
  inTransaction(db, async (tx): Outcome => {
    const running = await takeReview(tx, submissionId);
    if (!running.ok) return running;
    const opened = await readOpened(deps, tx, actor, submissionId);
    if (!opened.ok) return opened;
    const { round } = opened.value;
    return work(tx, { round, hashes: await readHashes(tx, { submissionId, round }) });
  });

/** A remark on the frozen text; sent twice, it is written once. */
export const startReviewThread = (
  using: Using,
  db: Db,
  actor: Actor,
  { submissionId, itemKey }: { submissionId: string; itemKey: string },
  written: Written,
): Outcome =>
  inReview(using, db, actor, submissionId, async (tx, { round, hashes }) => {
    const repeated = await threadOfRequest(tx, actor, written.key);
    if (repeated !== undefined) return readThread(tx, submissionId, repeated, hashes);
    const itemHash = hashes.get(itemKey);
    if (itemHash === undefined) return notFound();
    const threadId = using.newId();
    await tx
      .insertInto("comment_thread")
      .values({
        id: threadId,
        submission_id: submissionId,
        item_key: itemKey,
        revision: round,
        opened_at: using.clock().toISOString(),
        resolved_at: null,
        resolved_by: null,
        version: 1,
        side: "review",
        item_hash: itemHash,
      })
      .execute();
    if (await insertComment(using, tx, actor, { submissionId, itemKey, threadId, reply: false }, written))
      return readThread(tx, submissionId, threadId, hashes);
    // the same request arrived twice at once, and the other one was faster
    await tx.deleteFrom("comment_thread").where("id", "=", threadId).execute();
    return readThread(tx, submissionId, (await threadOfRequest(tx, actor, written.key)) ?? "", hashes);
  });

export const replyToReviewThread = (
  using: Using,
  db: Db,
  actor: Actor,
  { submissionId, threadId }: { submissionId: string; threadId: string },
  written: Written,
): Outcome =>
  inReview(using, db, actor, submissionId, async (tx, { hashes }) => {
    const thread = await grow(tx, submissionId, threadId);
    if (!thread) return notFound();
    await insertComment(using, tx, actor, { submissionId, itemKey: thread.item_key, threadId, reply: true }, written);
    return readThread(tx, submissionId, threadId, hashes);
  });

export const resolveReviewThread = (
  using: Using,
  db: Db,
  actor: Actor,
  { submissionId, threadId }: { submissionId: string; threadId: string },
  resolved: boolean,
): Outcome =>
  inReview(using, db, actor, submissionId, async (tx, { hashes }) => {
    const thread = await grow(tx, submissionId, threadId);
    if (!thread) return notFound();
    const from = thread.resolved_at !== null;
    if (from !== resolved) {
      const at = using.clock();
      await tx
        .updateTable("comment_thread")
        .set({ resolved_at: resolved ? at.toISOString() : null, resolved_by: resolved ? actor.accountId : null })
        .where("id", "=", threadId)
        .execute();
      await record(
        tx,
        { organisationId: actor.organisation.id, accountId: actor.accountId, at },
        { type: "comment.resolved", submissionId, itemKey: thread.item_key, threadId, from, to: resolved },
      );
    }
    return readThread(tx, submissionId, threadId, hashes);
  });

/** Which item a thread of the review is on; undefined = there is none. */
export async function threadItem(db: Db, submissionId: string, threadId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom("comment_thread")
    .select("item_key")
    .where("id", "=", threadId)
    .where("submission_id", "=", submissionId)
    .where("side", "=", "review")
    .executeTakeFirst();
  return row?.item_key;
}

/** Counts a change to the thread, and holds it until the transaction ends. */
const grow = (tx: Db, submissionId: string, threadId: string) =>
  tx
    .updateTable("comment_thread")
    .set((eb) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", threadId)
    .where("submission_id", "=", submissionId)
    .where("side", "=", "review")
    .returning(["item_key", "resolved_at"])
    .executeTakeFirst();

/** False when this very request has been carried out already. */
async function insertComment(
  { clock, newId }: Using,
  tx: Db,
  actor: Actor,
  place: { submissionId: string; itemKey: string; threadId: string; reply: boolean },
  { body, key }: Written,
): Promise<boolean> {
  const at = clock();
  const commentId = newId();
  const inserted = await tx
    .insertInto("comment")
    .values({
      id: commentId,
      thread_id: place.threadId,
      body,
      written_at: at.toISOString(),
      written_by: actor.accountId,
      request_key: key,
    })
    .onConflict((conflict) => conflict.columns(["written_by", "request_key"]).doNothing())
    .executeTakeFirstOrThrow();
  if (inserted.numInsertedOrUpdatedRows === 0n) return false;
  await record(
    tx,
    { organisationId: actor.organisation.id, accountId: actor.accountId, at },
    { type: "comment.written", ...place, commentId },
  );
  return true;
}

async function threadOfRequest(tx: Db, actor: Actor, key: string): Promise<string | undefined> {
  const known = await tx
    .selectFrom("comment")
    .select("thread_id")
    .where("written_by", "=", actor.accountId)
    .where("request_key", "=", key)
    .executeTakeFirst();
  return known?.thread_id;
}

async function readThread(
  tx: Db,
  submissionId: string,
  threadId: string,
  hashes: ReadonlyMap<string, string>,
): Outcome {
  const [thread] = await readReviewThreads(tx, submissionId, {
    threadId,
    currentHash: (itemKey) => hashes.get(itemKey),
  });
  return thread ? ok(thread) : notFound();
}
