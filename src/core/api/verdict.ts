import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import { reviewThread, settledScore } from "#core/api/review.ts";
import { commentBody } from "#core/comment/comment.ts";
import { verdict, verdictContent } from "#core/review/verdict.ts";

const id = z.string().min(1).max(64);
const itemKey = z.string().min(1).max(100);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const requestKey = z.string().min(8).max(64);
const inItem = z.object({ submissionId: id, itemKey });
const inThread = z.object({ submissionId: id, threadId: id });
const READING = ["session.required", "access.denied", "resource.not-found"] as const;

export const putVerdict = endpoint({
  method: "PUT",
  path: "/api/reviews/:submissionId/items/:itemKey/verdict",
  action: "review.write",
  summary: "Decide an item on top of one's own base revision; a repeated key gives the first outcome again",
  params: inItem,
  body: z.strictObject({
    /** the reader's own newest revision; 0 = none yet */
    base: z.int().min(0),
    key: requestKey,
    /** the text that was read: refused when the item says something else by now */
    itemHash: hash,
    ...verdictContent.shape,
  }),
  response: z.object({ verdict, settled: settledScore }),
  errors: [
    "request.invalid",
    ...READING,
    "verdict.invalid",
    "verdict.stale",
    "review.other-text",
    "review.closed",
    "review.unopened",
  ],
});

export const verdictHistory = endpoint({
  method: "GET",
  path: "/api/reviews/:submissionId/items/:itemKey/verdicts",
  action: "review.read",
  summary: "Every verdict that was ever given on an item, newest first",
  params: inItem,
  response: z.array(verdict),
  errors: [...READING, "review.unopened"],
});

export const startReviewThread = endpoint({
  method: "POST",
  path: "/api/reviews/:submissionId/items/:itemKey/threads",
  action: "review.comment",
  summary: "Remark on an item; the district sees it once the item is returned, or after the conclusion",
  params: inItem,
  body: z.strictObject({ body: commentBody, key: requestKey }),
  response: reviewThread,
  errors: ["request.invalid", ...READING, "review.closed", "review.unopened", "store.full"],
});

export const replyToReviewThread = endpoint({
  method: "POST",
  path: "/api/reviews/:submissionId/threads/:threadId/replies",
  action: "review.comment",
  summary: "Reply in a thread of the review",
  params: inThread,
  body: z.strictObject({ body: commentBody, key: requestKey }),
  response: reviewThread,
  errors: ["request.invalid", ...READING, "review.closed", "review.unopened", "store.full"],
});

export const resolveReviewThread = endpoint({
  method: "PUT",
  path: "/api/reviews/:submissionId/threads/:threadId/resolved",
  action: "review.comment",
  summary: "Resolve a thread of the review, or open it again",
  params: inThread,
  body: z.strictObject({ resolved: z.boolean() }),
  response: reviewThread,
  errors: ["request.invalid", ...READING, "review.closed", "review.unopened"],
});

export const markRead = endpoint({
  method: "PUT",
  path: "/api/reviews/:submissionId/items/:itemKey/read",
  action: "review.read",
  summary: "The reader has read this text of an item, or wants to read it again",
  params: inItem,
  body: z.strictObject({ itemHash: hash, read: z.boolean() }),
  /** the next item of the reader's that is unread, in report order from here */
  response: z.object({ nextItem: itemKey.nullable() }),
  errors: ["request.invalid", ...READING, "review.unopened"],
});
