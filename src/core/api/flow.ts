import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import { flowEvent, phase } from "#core/review/flow.ts";
import { frozenItem } from "#core/review/frozen.ts";
import { scoring } from "#core/review/scoring.ts";
import { lastYearFigures } from "#core/submission/last-year.ts";

const id = z.string().min(1).max(64);
const day = z.iso.date();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const inSubmission = z.object({ submissionId: id });
const round = z.coerce.number().int().min(1).max(1000);
const inRound = z.object({ submissionId: id, round });
const READING = ["session.required", "access.denied", "resource.not-found"] as const;

export const MAX_SCAN_BYTES = 200 * 1024 * 1024;

/** The stamped print that came back, bound to the version whose hash its footer shows. */
export const scan = z.object({
  fileName: z.string(),
  size: z.int(),
  sha256: hash,
  addedAt: z.iso.datetime(),
  addedBy: z.string(),
});
export type Scan = z.infer<typeof scan>;

/** A frozen version: its hash is the one whose first twelve characters the printed footer shows. */
export const frozenRound = z.object({
  round: z.int(),
  hash,
  /** as printed */
  stamp: z.string(),
  submittedAt: z.iso.datetime(),
  submittedBy: z.string(),
  /** taken back before anybody read it */
  recalled: z.boolean(),
  openedAt: z.iso.datetime().nullable(),
  scan: scan.nullable(),
});
export type FrozenRound = z.infer<typeof frozenRound>;

/** An item that was sent back; it is writable while `answeredRound` is null. */
export const itemReturn = z.object({
  itemKey: z.string(),
  /** 5.教育投入 */
  item: z.string(),
  /** the version that it was returned from */
  round: z.int(),
  reason: z.string(),
  due: day,
  returnedAt: z.iso.datetime(),
  returnedBy: z.string(),
  /** the version that answers it */
  answeredRound: z.int().nullable(),
});
export type ItemReturn = z.infer<typeof itemReturn>;

export const flow = z.object({
  phase,
  /** how many versions have been frozen */
  round: z.int(),
  /** what a change of the flow has to be based on */
  version: z.int(),
  /** what this reader may do now */
  may: z.object({ submit: z.boolean(), recall: z.boolean(), scan: z.boolean() }),
  /** null = the city has not opened the year for this district and checklist; it can be submitted all the same */
  cycle: z.object({ id, city: z.string(), submitBy: day, reviewBy: day, scoring }).nullable(),
  /** newest first */
  rounds: z.array(frozenRound),
  /** newest first */
  returns: z.array(itemReturn),
  steps: z.array(
    z.object({
      event: flowEvent,
      from: phase,
      to: phase,
      round: z.int(),
      at: z.iso.datetime(),
      by: z.string(),
      reason: z.string().nullable(),
    }),
  ),
});
export type Flow = z.infer<typeof flow>;

export const submissionFlow = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/flow",
  action: "submission.read",
  summary: "Where the submission stands between district and city, its frozen versions and what was returned",
  params: inSubmission,
  response: flow,
  errors: READING,
});

export const submitSubmission = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/submit",
  action: "submission.submit",
  summary: "Approve and submit: the gate must pass, and exactly what was approved is frozen",
  params: inSubmission,
  body: z.strictObject({
    version: z.int(),
    /** the stamp of the report that was read and approved; refused when the content is another by now */
    stamp: z.string().min(8).max(64).optional(),
  }),
  response: flow,
  errors: [
    "request.invalid",
    ...READING,
    "flow.refused",
    "flow.stale",
    "submission.gate",
    "submission.changed",
    "store.full",
  ],
});

export const recallSubmission = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/recall",
  action: "submission.recall",
  summary: "Take back what no inspector has opened yet",
  params: inSubmission,
  body: z.strictObject({
    version: z.int(),
    reason: z.string().trim().min(1, "请写明撤回原因").max(500, "撤回原因最多500字"),
  }),
  response: flow,
  errors: ["request.invalid", ...READING, "flow.refused", "flow.stale"],
});

/** Enough to check, compose and print the version again: the report of it carries the same stamp. */
export const frozenVersion = z.object({
  submissionId: id,
  round: z.int(),
  hash,
  submittedAt: z.iso.datetime(),
  district: z.string(),
  year: z.int(),
  template: z.object({ id: z.string(), version: z.string() }),
  /** items in report order */
  items: z.array(frozenItem),
  lastYear: lastYearFigures.nullable(),
});
export type FrozenVersion = z.infer<typeof frozenVersion>;

export const frozenRoundContent = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/rounds/:round",
  action: "submission.read",
  summary: "A frozen version of one's own, whole",
  params: inRound,
  response: frozenVersion,
  errors: ["request.invalid", ...READING],
});

export const putScan = endpoint({
  method: "PUT",
  path: "/api/submissions/:submissionId/rounds/:round/scan",
  action: "submission.scan",
  summary: "Keep the stamped scan (PDF) of a version; the stamp on its footer has to be named",
  params: inRound,
  query: z.object({ fileName: z.string().min(1).max(255), stamp: z.string().min(8).max(64) }),
  body: "bytes",
  response: scan,
  errors: [
    "request.invalid",
    ...READING,
    "request.too-large",
    "evidence.type-refused",
    "evidence.empty",
    "evidence.interrupted",
    "scan.other-version",
    "store.full",
  ],
});

export const scanContent = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/rounds/:round/scan",
  action: "submission.read",
  summary: "The stamped scan of a version of one's own",
  params: inRound,
  errors: ["request.invalid", ...READING],
});
