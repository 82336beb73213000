import type { Actor } from "#core/access/access.ts";
import type { CommentThread } from "#core/comment/comment.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { readThreads } from "#server/services/comment-rows.ts";
import { type Failure, invalid, notFound } from "#server/services/failure.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "store" | "clock" | "newId">;
type Outcome = Promise<Result<CommentThread, Failure>>;

interface Written {
  body: string;
  key: string;
}

/** A remark on the item as the writer saw it; sent twice, it is written once. */
export const startThread = (
  using: Using,
  actor: Actor,
  head: SubmissionHead,
  { itemKey, revision, body, key }: Written & { itemKey: string; revision: number },
): Outcome =>
  inTransaction(using.store.db, async (tx): Outcome => {
    const repeated = await threadOfRequest(tx, actor, key);
    if (repeated !== undefined) return readThread(tx, head, itemKey, repeated);
    const current = await tx
      .selectFrom("answer")
      .select("revision")
      .where("submission_id", "=", head.id)
      .where("item_key", "=", itemKey)
      .executeTakeFirst();
    if (revision > (current?.revision ?? 0))
      return invalid("revision", "comment.unknown-revision", "本条没有这一版，请刷新页面后再写批注");
    const threadId = using.newId();
    await tx
      .insertInto("comment_thread")
      .values({
        id: threadId,
        submission_id: head.id,
        item_key: itemKey,
        revision,
        opened_at: using.clock().toISOString(),
        resolved_at: null,
        resolved_by: null,
        version: 1,
      })
      .execute();
    if (await insertComment(using, tx, actor, head, { itemKey, threadId, body, key, reply: false }))
      return readThread(tx, head, itemKey, threadId);
    // the same request arrived twice at once, and the other one was faster
    await tx.deleteFrom("comment_thread").where("id", "=", threadId).execute();
    return readThread(tx, head, itemKey, (await threadOfRequest(tx, actor, key)) ?? "");
  });

export const replyToThread = (
  using: Using,
  actor: Actor,
  head: SubmissionHead,
  { threadId, body, key }: Written & { threadId: string },
): Outcome =>
  inTransaction(using.store.db, async (tx): Outcome => {
    const thread = await grow(tx, head, threadId);
    if (!thread) return notFound();
    await insertComment(using, tx, actor, head, { itemKey: thread.item_key, threadId, body, key, reply: true });
    return readThread(tx, head, thread.item_key, threadId);
  });

export const resolveThread = (
  using: Pick<Using, "store" | "clock">,
  actor: Actor,
  head: SubmissionHead,
  { threadId, resolved }: { threadId: string; resolved: boolean },
): Outcome =>
  inTransaction(using.store.db, async (tx): Outcome => {
    const thread = await grow(tx, head, threadId);
    if (!thread) return notFound();
    const from = thread.resolved_at !== null;
    if (from !== resolved) {
      const at = using.clock();
      await tx
        .updateTable("comment_thread")
        .set(
          resolved
            ? { resolved_at: at.toISOString(), resolved_by: actor.accountId }
            : { resolved_at: null, resolved_by: null },
        )
        .where("id", "=", threadId)
        .execute();
      await record(
        tx,
        { organisationId: head.organisationId, accountId: actor.accountId, at },
        {
          type: "comment.resolved",
          submissionId: head.id,
          itemKey: thread.item_key,
          threadId,
          from,
          to: resolved,
        },
      );
    }
    return readThread(tx, head, thread.item_key, threadId);
  });

/** Counts a change to the thread, and holds it until the transaction ends. */
const grow = (tx: Db, head: SubmissionHead, threadId: string) =>
  tx
    .updateTable("comment_thread")
    .set((eb) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", threadId)
    .where("submission_id", "=", head.id)
    .where("side", "=", "district")
    .returning(["item_key", "resolved_at"])
    .executeTakeFirst();

/** False when this very request has been carried out already. */
async function insertComment(
  { clock, newId }: Using,
  tx: Db,
  actor: Actor,
  head: SubmissionHead,
  { itemKey, threadId, body, key, reply }: Written & { itemKey: string; threadId: string; reply: boolean },
): Promise<boolean> {
  const at = clock();
  const commentId = newId();
  const inserted = await tx
    .insertInto("comment")
    .values({
      id: commentId,
      thread_id: threadId,
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
    { organisationId: head.organisationId, accountId: actor.accountId, at },
    { type: "comment.written", submissionId: head.id, itemKey, threadId, commentId, reply },
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

async function readThread(tx: Db, head: SubmissionHead, itemKey: string, threadId: string): Outcome {
  const [thread] = await readThreads(tx, { submissionId: head.id, itemKey }, threadId);
  return thread ? ok(thread) : notFound();
}
