import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import { frozenVersion, itemReturn } from "#core/api/flow.ts";
import { comment } from "#core/comment/comment.ts";
import { pastItem } from "#core/reuse/past.ts";
import { itemDifference } from "#core/review/difference.ts";
import { reviewFilter } from "#core/review/filters.ts";
import { phase } from "#core/review/flow.ts";
import { frozenItem } from "#core/review/frozen.ts";
import { scoreState } from "#core/review/ledger.ts";
import { score } from "#core/review/points.ts";
import { itemPoints } from "#core/review/scoring.ts";
import { verdict, verdictKind } from "#core/review/verdict.ts";

const id = z.string().min(1).max(64);
const itemKey = z.string().min(1).max(100);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const round = z.coerce.number().int().min(1).max(1000);
const inCycle = z.object({ cycleId: id });
const inReview = z.object({ submissionId: id });
const inItem = z.object({ submissionId: id, itemKey });
const inEvidence = z.object({ submissionId: id, round, evidenceId: id });
const READING = ["session.required", "access.denied", "resource.not-found"] as const;

/** none: only to read (supervisor, city reader) · item: chosen sections · district: all of it. */
export const dutyKind = z.enum(["none", "item", "district"]);

export const reviewEntry = z.object({
  submissionId: id,
  districtId: id,
  district: z.string(),
  phase,
  round: z.int(),
  submittedAt: z.iso.datetime(),
  duty: dutyKind,
  /** section keys that the reader answers for; null = all */
  sections: z.array(z.string()).nullable(),
  /** items that the reader answers for (all of them without a duty) */
  items: z.int(),
  /** of these, how many each filter finds */
  counts: z.record(reviewFilter, z.int()),
  /** where the reader goes on; null = everything is read */
  nextItem: itemKey.nullable(),
});
export type ReviewEntry = z.infer<typeof reviewEntry>;

export const reviewList = endpoint({
  method: "GET",
  path: "/api/cycles/:cycleId/reviews",
  action: "cycle.read",
  summary: "The districts with a frozen version that the reader may review or read",
  params: inCycle,
  response: z.array(reviewEntry),
  errors: READING,
});

/** How an item's score stands among all inspectors. */
export const settledScore = z.object({
  state: scoreState,
  verified: z.string().nullable(),
  verdict: verdictKind.nullable(),
});

export const reviewItemSummary = z.object({
  itemKey,
  label: z.string(),
  heading: z.string(),
  /** null = cover, opening or a chapter of its own */
  sectionKey: z.string().nullable(),
  points: itemPoints.nullable(),
  hash,
  /** the reader has to decide it */
  mine: z.boolean(),
  read: z.boolean(),
  selfScore: score.nullable(),
  /** the reader's own newest word */
  own: z.object({ verdict: verdictKind, score: score.nullable(), earlier: z.boolean() }).nullable(),
  settled: settledScore,
  evidence: z.int(),
  openThreads: z.int(),
  /** every filter that finds it */
  filters: z.array(reviewFilter),
});
export type ReviewItemSummary = z.infer<typeof reviewItemSummary>;

export const reviewHead = z.object({
  submissionId: id,
  cycleId: id,
  districtId: id,
  district: z.string(),
  year: z.int(),
  title: z.string(),
  template: z.object({ id: z.string(), version: z.string() }),
  phase,
  round: z.int(),
  hash,
  /** of the flow */
  version: z.int(),
  submittedAt: z.iso.datetime(),
  submittedBy: z.string(),
  hasScan: z.boolean(),
  duty: dutyKind,
  /** what this reader may do now */
  may: z.object({
    open: z.boolean(),
    write: z.boolean(),
    comment: z.boolean(),
    return: z.boolean(),
    conclude: z.boolean(),
    reopen: z.boolean(),
  }),
});
export type ReviewHead = z.infer<typeof reviewHead>;

export const reviewDetail = z.object({
  ...reviewHead.shape,
  /** in report order; only what the reader may read */
  items: z.array(reviewItemSummary),
  returns: z.array(itemReturn),
});
export type ReviewDetail = z.infer<typeof reviewDetail>;

export const getReview = endpoint({
  method: "GET",
  path: "/api/reviews/:submissionId",
  action: "review.read",
  summary: "One district's newest frozen version: its items with their marks, for the tree",
  params: inReview,
  response: reviewDetail,
  errors: READING,
});

export const openReview = endpoint({
  method: "POST",
  path: "/api/reviews/:submissionId/open",
  action: "review.write",
  summary: "Begin to read: from now on it cannot be recalled. Inspectors have to do this before they see an item",
  params: inReview,
  body: z.strictObject({}),
  response: reviewHead,
  errors: ["request.invalid", ...READING, "flow.refused", "review.closed"],
});

export const reviewThread = z.object({
  id,
  itemKey,
  /** the version that it spoke of */
  round: z.int(),
  /** 针对修改前的内容 */
  earlier: z.boolean(),
  resolved: z.object({ by: z.string(), at: z.iso.datetime() }).nullable(),
  comments: z.array(comment).min(1),
});
export type ReviewThread = z.infer<typeof reviewThread>;

/** Where else a file of this item was handed in. */
export const sameFile = z.object({
  evidenceId: id,
  sha256: hash,
  /** other districts of the cycle that the reader may read; how many more there are that the reader may not */
  districts: z.array(z.object({ submissionId: id, district: z.string(), itemKey })),
  others: z.int(),
  /** earlier years of the same district */
  years: z.array(z.int()),
});

export const itemTarget = z.object({
  fieldKey: z.string(),
  plan: z.string(),
  indicator: z.string(),
  target: z.string(),
  value: z.string().nullable(),
  unit: z.string(),
  state: z.enum(["reached", "on-course", "behind", "open", "none"]),
  expected: z.string().nullable(),
  reason: z.string().nullable(),
});

/** What the review of the year before left of this item. */
export const lastReview = z.object({
  year: z.int(),
  past: pastItem.nullable(),
  verdict: verdictKind.nullable(),
  verified: z.string().nullable(),
  points: z.string().nullable(),
  opinions: z.array(z.string()),
  problems: z.array(z.object({ id, text: z.string(), state: z.string() })),
});

export const reviewItem = z.object({
  ...reviewItemSummary.shape,
  submissionId: id,
  district: z.string(),
  round: z.int(),
  /** whether the reader may decide or comment now */
  mayWrite: z.boolean(),
  mayComment: z.boolean(),
  frozen: frozenItem,
  sameFiles: z.array(sameFile),
  targets: z.array(itemTarget),
  last: lastReview.nullable(),
  /** newest word of every inspector; only the reader's own while the reader has yet to decide */
  verdicts: z.array(verdict),
  threads: z.array(reviewThread),
  returns: z.array(itemReturn),
  /** against the version that was last returned; null = nothing was */
  difference: itemDifference.nullable(),
  /** how many other districts have the item in a frozen version that the reader may read */
  others: z.int(),
});
export type ReviewItem = z.infer<typeof reviewItem>;

export const getReviewItem = endpoint({
  method: "GET",
  path: "/api/reviews/:submissionId/items/:itemKey",
  action: "review.read",
  summary: "One frozen item with everything that an inspector looks at",
  params: inItem,
  response: reviewItem,
  errors: [...READING, "review.unopened"],
});

export const reviewRoundContent = endpoint({
  method: "GET",
  path: "/api/reviews/:submissionId/rounds/:round",
  action: "review.read",
  summary: "A frozen version, whole, for reading it as a report; inspectors get the sections of their duty",
  params: z.object({ submissionId: id, round }),
  response: frozenVersion,
  errors: ["request.invalid", ...READING, "review.unopened"],
});

export const reviewEvidenceContent = endpoint({
  method: "GET",
  path: "/api/reviews/:submissionId/rounds/:round/evidence/:evidenceId/content",
  action: "review.read",
  summary: "The bytes of a record as it was frozen, in ranges; PDF and images inline",
  params: inEvidence,
  errors: ["request.invalid", ...READING, "review.unopened"],
});

export const reviewScan = endpoint({
  method: "GET",
  path: "/api/reviews/:submissionId/rounds/:round/scan",
  action: "review.read",
  summary: "The stamped scan of a version",
  params: z.object({ submissionId: id, round }),
  errors: ["request.invalid", ...READING, "review.unopened"],
});

/** One item in one district, short enough to stand under each other. */
export const acrossRow = z.object({
  submissionId: id,
  districtId: id,
  district: z.string(),
  phase,
  round: z.int(),
  hash,
  mine: z.boolean(),
  read: z.boolean(),
  /** false: submitted, and no inspector has opened it yet; text and figures are withheld from inspectors */
  opened: z.boolean(),
  selfScore: score.nullable(),
  own: z.object({ verdict: verdictKind, score: score.nullable(), earlier: z.boolean() }).nullable(),
  settled: settledScore,
  /** as printed */
  text: z.string(),
  figures: z.array(z.object({ fieldKey: z.string(), label: z.string(), text: z.string() })),
  evidence: z.int(),
  openThreads: z.int(),
  filters: z.array(reviewFilter),
});
export type AcrossRow = z.infer<typeof acrossRow>;

export const acrossDistricts = endpoint({
  method: "GET",
  path: "/api/cycles/:cycleId/items/:itemKey",
  action: "cycle.read",
  summary: "One item in all districts that the reader may read, by name of the district",
  params: inCycle.extend({ itemKey }),
  query: z.object({ filter: reviewFilter.optional() }),
  response: z.object({
    itemKey,
    label: z.string(),
    heading: z.string(),
    points: itemPoints.nullable(),
    /** of the self scores of all these districts */
    median: z.string().nullable(),
    rows: z.array(acrossRow),
    /** how many rows each filter finds */
    counts: z.record(reviewFilter, z.int()),
  }),
  errors: ["request.invalid", ...READING],
});
