import type { ReviewThread } from "#core/api/review.ts";
import type { Db } from "#server/store/store.ts";

export interface ThreadFilter {
  itemKey?: string | undefined;
  threadId?: string | undefined;
  /** of the item in the version that stands */
  currentHash: (itemKey: string) => string | undefined;
}

/** The city's remarks in a review, oldest first. */
export async function readReviewThreads(
  db: Db,
  submissionId: string,
  { itemKey, threadId, currentHash }: ThreadFilter,
): Promise<ReviewThread[]> {
  let threads = db
    .selectFrom("comment_thread")
    .leftJoin("auth_user", "auth_user.id", "comment_thread.resolved_by")
    .select([
      "comment_thread.id",
      "comment_thread.item_key",
      "comment_thread.revision",
      "comment_thread.item_hash",
      "comment_thread.resolved_at",
      "auth_user.name as resolvedBy",
    ])
    .where("comment_thread.submission_id", "=", submissionId)
    .where("comment_thread.side", "=", "review")
    .orderBy("comment_thread.opened_at")
    .orderBy("comment_thread.id");
  if (itemKey !== undefined) threads = threads.where("comment_thread.item_key", "=", itemKey);
  if (threadId !== undefined) threads = threads.where("comment_thread.id", "=", threadId);
  const rows = await threads.execute();
  if (rows.length === 0) return [];
  const comments = await db
    .selectFrom("comment")
    .innerJoin("auth_user", "auth_user.id", "comment.written_by")
    .select(["comment.id", "comment.thread_id", "comment.body", "comment.written_at", "auth_user.name"])
    .where(
      "comment.thread_id",
      "in",
      rows.map(({ id }) => id),
    )
    .orderBy("comment.written_at")
    .orderBy("comment.id")
    .execute();
  return rows.map(({ id, item_key, revision, item_hash, resolved_at, resolvedBy }) => ({
    id,
    itemKey: item_key,
    round: revision,
    earlier: item_hash !== currentHash(item_key),
    resolved: resolved_at === null ? null : { by: resolvedBy ?? "", at: resolved_at },
    comments: comments
      .filter((comment) => comment.thread_id === id)
      .map(({ id: commentId, body, written_at, name }) => ({
        id: commentId,
        body,
        writtenAt: written_at,
        writtenBy: name,
      })),
  }));
}

/** The hash of every item in one version. */
export async function readHashes(
  db: Db,
  { submissionId, round }: { submissionId: string; round: number },
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom("snapshot_item")
    .select(["item_key", "hash"])
    .where("submission_id", "=", submissionId)
    .where("round", "=", round)
    .execute();
  return new Map(rows.map((row) => [row.item_key, row.hash]));
}
