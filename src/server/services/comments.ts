import type { Actor } from "#core/access/access.ts";
import type { CommentThread } from "#core/comment/comment.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { readThreads } from "#server/services/comment-rows.ts";
import { type Failure, invalid, notFound } from "#server/services/failure.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import {
  openThread,
  type ThreadsOf,
  threadOfRequest,
  type Written,
  writeReply,
  writeResolved,
} from "#server/services/thread-writes.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "store" | "clock" | "newId">;
type Outcome = Promise<Result<CommentThread, Failure>>;

const threadsOf = (head: SubmissionHead): ThreadsOf => ({ submissionId: head.id, side: "district" });

/** A remark on the item as the writer saw it; sent twice, it is written once. */
export const startThread = (
  using: Using,
  actor: Actor,
  head: SubmissionHead,
  { itemKey, revision, ...written }: Written & { itemKey: string; revision: number },
): Outcome =>
  inTransaction(using.store.db, async (tx): Outcome => {
    const repeated = await threadOfRequest(tx, actor, written.key);
    if (repeated !== undefined) return readThread(tx, head, itemKey, repeated);
    const current = await tx
      .selectFrom("answer")
      .select("revision")
      .where("submission_id", "=", head.id)
      .where("item_key", "=", itemKey)
      .executeTakeFirst();
    if (revision > (current?.revision ?? 0))
      return invalid("revision", "comment.unknown-revision", "本条没有这一版，请刷新页面后再写批注");
    const opening = { ...threadsOf(head), itemKey, revision, itemHash: null };
    return readThread(tx, head, itemKey, await openThread(using, tx, actor, opening, written));
  });

export const replyToThread = (
  using: Using,
  actor: Actor,
  head: SubmissionHead,
  { threadId, ...written }: Written & { threadId: string },
): Outcome =>
  inTransaction(using.store.db, async (tx): Outcome => {
    const itemKey = await writeReply(using, tx, actor, threadsOf(head), threadId, written);
    return itemKey === undefined ? notFound() : readThread(tx, head, itemKey, threadId);
  });

export const resolveThread = (
  using: Pick<Using, "store" | "clock">,
  actor: Actor,
  head: SubmissionHead,
  { threadId, resolved }: { threadId: string; resolved: boolean },
): Outcome =>
  inTransaction(using.store.db, async (tx): Outcome => {
    const itemKey = await writeResolved(using, tx, actor, threadsOf(head), threadId, resolved);
    return itemKey === undefined ? notFound() : readThread(tx, head, itemKey, threadId);
  });

async function readThread(tx: Db, head: SubmissionHead, itemKey: string, threadId: string): Outcome {
  const [thread] = await readThreads(tx, { submissionId: head.id, itemKey }, threadId);
  return thread ? ok(thread) : notFound();
}
