import { emptyAnswer } from "#core/answer/answer.ts";
import { contentChanged } from "#core/answer/history.ts";
import type { CommentThread } from "#core/comment/comment.ts";
import { readContents } from "#server/services/history.ts";
import type { Place } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

/** How many threads are open, by item. */
export async function openCommentCounts(db: Db, submissionId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom("comment_thread")
    .select((eb) => ["item_key", eb.fn.countAll().as("threads")])
    .where("submission_id", "=", submissionId)
    .where("side", "=", "district")
    .where("resolved_at", "is", null)
    .groupBy("item_key")
    .execute();
  return new Map(rows.map((row) => [row.item_key, Number(row.threads)]));
}

/** The threads of an item, oldest first; one with `threadId`. */
export async function readThreads(db: Db, place: Place, threadId?: string): Promise<CommentThread[]> {
  let threads = db
    .selectFrom("comment_thread")
    .leftJoin("auth_user", "auth_user.id", "comment_thread.resolved_by")
    .select([
      "comment_thread.id",
      "comment_thread.revision",
      "comment_thread.resolved_at",
      "auth_user.name as resolvedBy",
    ])
    .where("comment_thread.submission_id", "=", place.submissionId)
    .where("comment_thread.item_key", "=", place.itemKey)
    .where("comment_thread.side", "=", "district")
    .orderBy("comment_thread.opened_at")
    .orderBy("comment_thread.id");
  if (threadId !== undefined) threads = threads.where("comment_thread.id", "=", threadId);
  const rows = await threads.execute();
  if (rows.length === 0) return [];
  const comments = await readComments(
    db,
    rows.map(({ id }) => id),
  );
  const isOutdated = await outdated(db, place, [...new Set(rows.map(({ revision }) => revision))]);
  return rows.map(({ id, revision, resolved_at, resolvedBy }) => ({
    id,
    itemKey: place.itemKey,
    revision,
    outdated: isOutdated(revision),
    resolved: resolved_at === null ? null : { by: resolvedBy ?? "", at: resolved_at },
    comments: comments.get(id) ?? [],
  }));
}

async function readComments(
  db: Db,
  threadIds: readonly string[],
): Promise<ReadonlyMap<string, CommentThread["comments"]>> {
  const rows = await db
    .selectFrom("comment")
    .innerJoin("auth_user", "auth_user.id", "comment.written_by")
    .select(["comment.id", "comment.thread_id", "comment.body", "comment.written_at", "auth_user.name"])
    .where("comment.thread_id", "in", threadIds)
    .orderBy("comment.written_at")
    .orderBy("comment.id")
    .execute();
  return new Map(
    threadIds.map((threadId) => [
      threadId,
      rows
        .filter((row) => row.thread_id === threadId)
        .map(({ id, body, written_at, name }) => ({ id, body, writtenAt: written_at, writtenBy: name })),
    ]),
  );
}

/** Tells for each of some revisions whether the item says something else by now. */
async function outdated(db: Db, place: Place, revisions: readonly number[]): Promise<(revision: number) => boolean> {
  const current = await db
    .selectFrom("answer")
    .select("revision")
    .where("submission_id", "=", place.submissionId)
    .where("item_key", "=", place.itemKey)
    .executeTakeFirst();
  const newest = current?.revision ?? 0;
  const contents = await readContents(db, place, [...revisions, newest]);
  const at = (revision: number) => contents.get(revision) ?? emptyAnswer();
  const changed = new Set(revisions.filter((revision) => contentChanged(at(revision), at(newest))));
  return (revision) => changed.has(revision);
}
