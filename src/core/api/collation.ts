import { z } from "zod";
import { answer } from "#core/answer/answer.ts";
import { endpoint } from "#core/api/endpoint.ts";
import { itemState } from "#core/api/submission.ts";
import { commentBody, commentThread } from "#core/comment/comment.ts";
import { gateReason } from "#core/submission/gate-reason.ts";
import { MAX_REASON, signOff } from "#core/workflow/sign-off.ts";

const id = z.string().min(1).max(64);
const itemKey = z.string().min(1).max(100);
const day = z.iso.date();
/** made by the client: the same request sent twice is done once */
const requestKey = z.string().min(8).max(64);
const inSubmission = z.object({ submissionId: id });
const inItem = z.object({ submissionId: id, itemKey });
const inThread = z.object({ submissionId: id, threadId: id });
const READING = ["session.required", "access.denied", "resource.not-found"] as const;

export const historySpan = z.object({
  base: z.int(),
  revision: z.int(),
  savedBy: z.string(),
  startedAt: z.iso.datetime(),
  savedAt: z.iso.datetime(),
  saves: z.int(),
  restoredFrom: z.int().nullable(),
  /** values.教育支出, narrative, done … between `base` and `revision` */
  changed: z.array(z.string()),
});

export const answerHistory = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/answers/:itemKey/history",
  action: "submission.read",
  summary: "Who changed an item when, per person and hour, newest first",
  params: inItem,
  response: z.array(historySpan),
  errors: READING,
});

export const answerRevision = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/answers/:itemKey/revisions/:revision",
  action: "submission.read",
  summary: "An item as it was at one revision; it never changes",
  params: inItem.extend({ revision: z.coerce.number().int().min(1) }),
  response: z.object({ revision: z.int(), answer, savedAt: z.iso.datetime(), savedBy: z.string() }),
  errors: ["request.invalid", ...READING],
});

export const restoreAnswer = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/answers/:itemKey/restore",
  action: "answer.write",
  summary: "Make an earlier revision the newest one again, on top of a base revision",
  params: inItem,
  body: z.strictObject({ revision: z.int().min(1), base: z.int().min(1), key: requestKey }),
  response: itemState,
  errors: [
    "request.invalid",
    ...READING,
    "answer.stale",
    "answer.invalid",
    "item.locked",
    "store.full",
    "submission.frozen",
  ],
});

export const getItem = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/answers/:itemKey",
  action: "submission.read",
  summary: "One item as it stands now",
  params: inItem,
  response: itemState,
  errors: READING,
});

export const listComments = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/items/:itemKey/comments",
  action: "submission.read",
  summary: "The comment threads of an item, oldest first",
  params: inItem,
  response: z.array(commentThread),
  errors: READING,
});

export const startThread = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/items/:itemKey/comments",
  action: "comment.write",
  summary: "Comment on an item as it stands at a revision",
  params: inItem,
  body: z.strictObject({ body: commentBody, revision: z.int().min(0), key: requestKey }),
  response: commentThread,
  errors: ["request.invalid", ...READING, "store.full"],
});

export const replyToThread = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/comments/:threadId/replies",
  action: "comment.write",
  summary: "Reply in a thread",
  params: inThread,
  body: z.strictObject({ body: commentBody, key: requestKey }),
  response: commentThread,
  errors: ["request.invalid", ...READING, "store.full"],
});

export const resolveThread = endpoint({
  method: "PUT",
  path: "/api/submissions/:submissionId/comments/:threadId/resolved",
  action: "comment.write",
  summary: "Resolve a thread, or open it again",
  params: inThread,
  body: z.strictObject({ resolved: z.boolean() }),
  response: commentThread,
  errors: ["request.invalid", ...READING],
});

const itemKeys = z.array(itemKey).min(1, "请先选择条目").max(500);
export const itemSignOff = z.object({ itemKey, signOff });

export const handIn = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/hand-in",
  action: "item.hand-in",
  summary: "A unit hands in its own items; they are locked for it from then on",
  params: inSubmission,
  body: z.strictObject({ itemKeys }),
  response: z.array(itemSignOff),
  errors: ["request.invalid", ...READING, "sign-off.refused", "submission.frozen"],
});

export const takeOver = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/take-over",
  action: "item.collate",
  summary: "The editor takes items over from their units",
  params: inSubmission,
  body: z.strictObject({ itemKeys }),
  response: z.array(itemSignOff),
  errors: ["request.invalid", ...READING, "sign-off.refused", "submission.frozen"],
});

export const sendBack = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/send-back",
  action: "item.collate",
  summary: "The editor sends items back to their units with a reason; they can be written again",
  params: inSubmission,
  body: z.strictObject({
    itemKeys,
    reason: z.string().trim().min(1, "请写明退回原因").max(MAX_REASON, `退回原因最多${MAX_REASON}字`),
  }),
  response: z.array(itemSignOff),
  errors: ["request.invalid", ...READING, "sign-off.refused", "submission.frozen"],
});

export const assignItems = endpoint({
  method: "PUT",
  path: "/api/submissions/:submissionId/assignments",
  action: "item.assign",
  summary: "Assign several items at once; what is left out stays as it is",
  params: inSubmission,
  body: z.strictObject({ itemKeys, unitId: id.nullable().optional(), due: day.nullable().optional() }),
  errors: ["request.invalid", ...READING, "submission.frozen"],
});

/** The units of the district with those who fill their items here. */
export const listStaff = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/staff",
  action: "submission.read",
  summary: "Who fills for which unit, and when the unit last saved anything in this submission",
  params: inSubmission,
  response: z.array(
    z.object({ id, name: z.string(), people: z.array(z.string()), savedAt: z.iso.datetime().nullable() }),
  ),
  errors: READING,
});

export const submissionGate = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/gate",
  action: "submission.read",
  summary: "What stands between the submission and its being submitted",
  params: inSubmission,
  response: z.array(gateReason),
  errors: READING,
});

/** What may change under an open page, without the answers themselves. */
export const itemPulse = z.object({
  itemKey,
  revision: z.int(),
  unitId: id.nullable(),
  due: day.nullable(),
  writable: z.boolean(),
  signOff: signOff.optional(),
  openComments: z.int(),
});
export type ItemPulse = z.infer<typeof itemPulse>;

export const companion = z.object({
  accountId: z.string(),
  name: z.string(),
  since: z.iso.datetime(),
  /** has changed something within the last minute, or only looks */
  writing: z.boolean(),
});
export type Companion = z.infer<typeof companion>;

export const beat = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/presence",
  action: "submission.read",
  summary: "Says which item is open, and learns who else is there and what others have changed",
  params: inSubmission,
  body: z.strictObject({
    /** absent = none is open */
    itemKey: itemKey.optional(),
    writing: z.boolean(),
    /** what the last answer was stamped with */
    stamp: z.string().max(100).optional(),
  }),
  response: z.object({
    others: z.array(companion),
    stamp: z.string(),
    /** absent = nothing has changed since `stamp` */
    items: z.array(itemPulse).optional(),
  }),
  errors: ["request.invalid", ...READING],
});
