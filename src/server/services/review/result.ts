import type { z } from "zod";
import type { Actor } from "#core/access/access.ts";
import type { reviewResult } from "#core/api/conclusion.ts";
import type { ReviewThread } from "#core/api/review.ts";
import { readConclusion } from "#server/services/review/conclusion-rows.ts";
import { readFlow } from "#server/services/review/flow-view.ts";
import { readHashes, readReviewThreads } from "#server/services/review/thread-rows.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

type Answered = z.input<NonNullable<typeof reviewResult.response>>;

/**
 * What the district may know of its review: what was returned, with the remarks that stood there by then; all remarks
 * and the conclusion once there is one. Verdicts, scores and names of inspectors are the city's own until then.
 */
export async function readResult(db: Db, actor: Actor, head: SubmissionHead): Promise<Answered> {
  const flow = await readFlow(db, actor, head);
  const concluded = (await readConclusion(db, head.id)) ?? null;
  const round = concluded?.round ?? flow.round;
  const hashes = await readHashes(db, { submissionId: head.id, round });
  const threads = await readReviewThreads(db, head.id, { currentHash: (itemKey) => hashes.get(itemKey) });
  const returnedAt = new Map<string, string>();
  for (const { itemKey, returnedAt: at } of flow.returns)
    if (at > (returnedAt.get(itemKey) ?? "")) returnedAt.set(itemKey, at);
  return {
    flow,
    threads: concluded ? threads : threads.flatMap((thread) => toldBy(thread, returnedAt.get(thread.itemKey))),
    concluded,
  };
}

/** A thread as it stood when its item was returned. */
function toldBy(thread: ReviewThread, at: string | undefined): ReviewThread[] {
  if (at === undefined) return [];
  const comments = thread.comments.filter(({ writtenAt }) => writtenAt <= at);
  const resolved = thread.resolved !== null && thread.resolved.at <= at ? thread.resolved : null;
  return comments.length === 0 ? [] : [{ ...thread, comments, resolved }];
}
