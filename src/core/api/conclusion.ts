import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import { flow } from "#core/api/flow.ts";
import { reviewDetail, reviewHead, reviewThread } from "#core/api/review.ts";
import { ledger } from "#core/review/ledger.ts";
import { verdictKind } from "#core/review/verdict.ts";

const id = z.string().min(1).max(64);
const itemKey = z.string().min(1).max(100);
const day = z.iso.date();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const inReview = z.object({ submissionId: id });
const READING = ["session.required", "access.denied", "resource.not-found"] as const;

export const returnItems = endpoint({
  method: "POST",
  path: "/api/reviews/:submissionId/return",
  action: "review.return",
  summary: "Send chosen items back with a reason each and a day; only these unlock",
  params: inReview,
  body: z.strictObject({
    version: z.int(),
    due: day,
    items: z
      .array(
        z.strictObject({
          itemKey,
          reason: z.string().trim().min(1, "请写明退回原因").max(1000, "退回原因最多1000字"),
        }),
      )
      .min(1, "请先选择要退回的条目")
      .max(500),
  }),
  response: reviewDetail,
  errors: ["request.invalid", ...READING, "flow.refused", "flow.stale", "review.closed"],
});

export const concludeWarning = z.object({
  code: z.enum(["no-verdict", "no-score", "needs-third", "earlier-text", "agenda", "open-thread", "needs-material"]),
  itemKey,
  /** 5.教育投入 */
  item: z.string(),
  message: z.string(),
  /** it cannot be concluded over this */
  blocks: z.boolean(),
});
export type ConcludeWarning = z.infer<typeof concludeWarning>;

export const problemDraft = z.strictObject({
  itemKey,
  text: z.string().trim().min(1, "请写明问题").max(2000, "问题最多2000字"),
});

/** What is sent to the district. Frozen with its hash when the review is concluded. */
export const conclusion = z.object({
  submissionId: id,
  round: z.int(),
  district: z.string(),
  year: z.int(),
  /** of the version that was reviewed */
  hash,
  /** the word on the whole */
  opinion: z.string(),
  ledger,
  items: z.array(
    z.object({
      itemKey,
      item: z.string(),
      verdict: verdictKind.nullable(),
      /** without the names of those who gave them */
      opinions: z.array(z.string()),
    }),
  ),
  problems: z.array(z.object({ number: z.int(), itemKey, item: z.string(), text: z.string() })),
});
export type Conclusion = z.infer<typeof conclusion>;

export const concludedReview = z.object({
  ...conclusion.shape,
  conclusionHash: hash,
  concludedAt: z.iso.datetime(),
  concludedBy: z.string(),
  city: z.string(),
});
export type ConcludedReview = z.infer<typeof concludedReview>;

export const conclusionPreview = endpoint({
  method: "GET",
  path: "/api/reviews/:submissionId/conclusion",
  action: "review.conclude",
  summary: "What a conclusion would say, and what should be looked at before; the frozen one once it is concluded",
  params: inReview,
  response: z.object({
    concluded: concludedReview.nullable(),
    preview: conclusion,
    warnings: z.array(concludeWarning),
    /** proposed from the opinions on what is not met or lacks material */
    problems: z.array(problemDraft),
    /** identifies what was shown: it is concluded only while that is unchanged */
    basis: z.string(),
  }),
  errors: [...READING, "flow.refused"],
});

export const concludeReview = endpoint({
  method: "POST",
  path: "/api/reviews/:submissionId/conclusion",
  action: "review.conclude",
  summary: "Conclude what was previewed: the review is frozen, the problems begin, the district sees it",
  params: inReview,
  body: z.strictObject({
    version: z.int(),
    basis: z.string().max(100),
    opinion: z.string().trim().max(10_000, "总体意见最多10000字"),
    problems: z.array(problemDraft).max(500),
    /** the warnings have been read */
    despite: z.boolean(),
  }),
  response: concludedReview,
  errors: [
    "request.invalid",
    ...READING,
    "flow.refused",
    "flow.stale",
    "review.basis-changed",
    "review.warnings",
    "store.full",
  ],
});

export const reopenReview = endpoint({
  method: "POST",
  path: "/api/reviews/:submissionId/reopen",
  action: "review.conclude",
  summary: "Open a concluded review again, with a reason; its conclusion stays in the log",
  params: inReview,
  body: z.strictObject({
    version: z.int(),
    reason: z.string().trim().min(1, "请写明重新审核的原因").max(500, "原因最多500字"),
  }),
  response: reviewHead,
  errors: ["request.invalid", ...READING, "flow.refused", "flow.stale"],
});

export const exportReview = endpoint({
  method: "GET",
  path: "/api/reviews/:submissionId/package",
  action: "review.conclude",
  summary: "The concluded review as a .ziping package for a district across an air gap, with the opinion's files",
  params: inReview,
  errors: [...READING, "flow.refused"],
});

export const reviewLedger = endpoint({
  method: "GET",
  path: "/api/reviews/:submissionId/ledger",
  action: "review.read",
  summary: "Self score against verified score, item by item; frozen once the review is concluded",
  params: inReview,
  response: z.object({ frozen: z.boolean(), district: z.string(), year: z.int(), ledger }),
  errors: READING,
});

/** What the district learns of its review: what was returned, and everything once it is concluded. */
export const reviewResult = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/review",
  action: "review.result",
  summary: "The district's view of its review: returns with their remarks; the conclusion once there is one",
  params: inReview,
  response: z.object({
    flow,
    /** on items that were returned; all of them after the conclusion */
    threads: z.array(reviewThread),
    concluded: concludedReview.nullable(),
  }),
  errors: READING,
});
