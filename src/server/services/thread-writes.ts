import type { Actor } from "#core/access/access.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import type { ThreadSide } from "#server/store/schema.ts";
import type { Db } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "newId">;

/** The district's own remarks on its draft, or the city's on a frozen version: neither side reaches the other's. */
export interface ThreadsOf {
  submissionId: string;
  side: ThreadSide;
}

export interface Written {
  body: string;
  key: string;
}

export interface Opening extends ThreadsOf {
  itemKey: string;
  /** of the answer, or the round of the frozen version */
  revision: number;
  /** of the frozen version */
  itemHash: string | null;
}

/** The thread with its first remark; where the same request was faster, the thread that it opened. */
export async function openThread(
  using: Using,
  tx: Db,
  actor: Actor,
  { submissionId, side, itemKey, revision, itemHash }: Opening,
  written: Written,
): Promise<string> {
  const threadId = using.newId();
  await tx
    .insertInto("comment_thread")
    .values({
      id: threadId,
      submission_id: submissionId,
      item_key: itemKey,
      revision,
      opened_at: using.clock().toISOString(),
      resolved_at: null,
      resolved_by: null,
      version: 1,
      side,
      item_hash: itemHash,
    })
    .execute();
  if (await insertComment(using, tx, actor, { submissionId, itemKey, threadId, reply: false }, written))
    return threadId;
  await tx.deleteFrom("comment_thread").where("id", "=", threadId).execute();
  return (await threadOfRequest(tx, actor, written.key)) ?? "";
}

/** Returns the item that the thread is on; undefined = this side has no such thread. */
export async function writeReply(
  using: Using,
  tx: Db,
  actor: Actor,
  threads: ThreadsOf,
  threadId: string,
  written: Written,
): Promise<string | undefined> {
  const thread = await grow(tx, threads, threadId);
  if (!thread) return undefined;
  const { submissionId } = threads;
  await insertComment(using, tx, actor, { submissionId, itemKey: thread.item_key, threadId, reply: true }, written);
  return thread.item_key;
}

/** Returns the item that the thread is on; undefined = this side has no such thread. */
export async function writeResolved(
  { clock }: Pick<Using, "clock">,
  tx: Db,
  actor: Actor,
  threads: ThreadsOf,
  threadId: string,
  resolved: boolean,
): Promise<string | undefined> {
  const thread = await grow(tx, threads, threadId);
  if (!thread) return undefined;
  const { item_key: itemKey, resolved_at } = thread;
  const from = resolved_at !== null;
  if (from === resolved) return itemKey;
  const at = clock();
  await tx
    .updateTable("comment_thread")
    .set({ resolved_at: resolved ? at.toISOString() : null, resolved_by: resolved ? actor.accountId : null })
    .where("id", "=", threadId)
    .execute();
  await record(
    tx,
    { organisationId: actor.organisation.id, accountId: actor.accountId, at },
    { type: "comment.resolved", submissionId: threads.submissionId, itemKey, threadId, from, to: resolved },
  );
  return itemKey;
}

/** Counts a change to the thread, and holds it until the transaction ends. */
const grow = (tx: Db, { submissionId, side }: ThreadsOf, threadId: string) =>
  tx
    .updateTable("comment_thread")
    .set((eb) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", threadId)
    .where("submission_id", "=", submissionId)
    .where("side", "=", side)
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

/** The thread that this very request has written in already; undefined = it is new. */
export async function threadOfRequest(tx: Db, actor: Actor, key: string): Promise<string | undefined> {
  const known = await tx
    .selectFrom("comment")
    .select("thread_id")
    .where("written_by", "=", actor.accountId)
    .where("request_key", "=", key)
    .executeTakeFirst();
  return known?.thread_id;
}
