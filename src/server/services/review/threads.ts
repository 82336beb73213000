import type { Actor } from "#core/access/access.ts";
import type { ReviewThread } from "#core/api/review.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { type Failure, notFound } from "#server/services/failure.ts";
import { takeReview } from "#server/services/review/flow-state.ts";
import { readOpened } from "#server/services/review/review-context.ts";
import { readHashes, readReviewThreads } from "#server/services/review/thread-rows.ts";
import {
  openThread,
  type ThreadsOf,
  threadOfRequest,
  type Written,
  writeReply,
  writeResolved,
} from "#server/services/thread-writes.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "newId" | "templates">;
type Outcome = Promise<Result<ReviewThread, Failure>>;

const threadsOf = (submissionId: string): ThreadsOf => ({ submissionId, side: "review" });

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
    const opening = { ...threadsOf(submissionId), itemKey, revision: round, itemHash };
    return readThread(tx, submissionId, await openThread(using, tx, actor, opening, written), hashes);
  });

export const replyToReviewThread = (
  using: Using,
  db: Db,
  actor: Actor,
  { submissionId, threadId }: { submissionId: string; threadId: string },
  written: Written,
): Outcome =>
  inReview(using, db, actor, submissionId, async (tx, { hashes }) => {
    const itemKey = await writeReply(using, tx, actor, threadsOf(submissionId), threadId, written);
    return itemKey === undefined ? notFound() : readThread(tx, submissionId, threadId, hashes);
  });

export const resolveReviewThread = (
  using: Using,
  db: Db,
  actor: Actor,
  { submissionId, threadId }: { submissionId: string; threadId: string },
  resolved: boolean,
): Outcome =>
  inReview(using, db, actor, submissionId, async (tx, { hashes }) => {
    const itemKey = await writeResolved(using, tx, actor, threadsOf(submissionId), threadId, resolved);
    return itemKey === undefined ? notFound() : readThread(tx, submissionId, threadId, hashes);
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
