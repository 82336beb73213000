import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import { evidence } from "#core/evidence/evidence.ts";
import { pastItem } from "#core/reuse/past.ts";
import { carryChoices, carryPlan } from "#core/reuse/plan.ts";

const id = z.string().min(1).max(64);
const itemKey = z.string().min(1).max(100);
const inSubmission = z.object({ submissionId: id });
const READING = ["session.required", "access.denied", "resource.not-found"] as const;

export const planCarry = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/carry",
  action: "submission.carry",
  summary: "What of an earlier year would go where in this one; nothing is written",
  params: inSubmission,
  query: z.object({ from: id }),
  response: z.object({
    plan: carryPlan,
    /** identifies what the plan was made from: it is carried out only while that is unchanged */
    basis: z.string(),
  }),
  errors: ["request.invalid", ...READING, "carry.source", "submission.frozen"],
});

/** One time that something was taken over. */
export const carryRecord = z.object({
  id,
  fromYear: z.int(),
  appliedAt: z.iso.datetime(),
  appliedBy: z.string(),
  items: z.int(),
  evidence: z.int(),
  undoneAt: z.iso.datetime().nullable(),
});
export type CarryRecord = z.infer<typeof carryRecord>;

export const applyCarry = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/carry",
  action: "submission.carry",
  summary: "Carry a plan out with these choices, all of it or nothing; a repeated key gives the first outcome again",
  params: inSubmission,
  body: z.strictObject({ from: id, basis: z.string().max(100), choices: carryChoices, key: z.string().min(8).max(64) }),
  response: carryRecord,
  errors: ["request.invalid", ...READING, "carry.source", "carry.changed", "store.full", "submission.frozen"],
});

export const listCarries = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/carries",
  action: "submission.carry",
  summary: "What was taken over into this year, newest first",
  params: inSubmission,
  response: z.array(carryRecord),
  errors: [...READING, "submission.frozen"],
});

export const undoCarry = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/carries/:carryId/undo",
  action: "submission.carry",
  summary: "Take back what was taken over, as a whole; what somebody has confirmed or changed since stays",
  params: z.object({ submissionId: id, carryId: id }),
  body: z.strictObject({}),
  response: carryRecord.extend({
    /** items in which something stays */
    kept: z.array(z.string()),
  }),
  errors: ["request.invalid", ...READING, "carry.unknown", "carry.changed", "store.full", "submission.frozen"],
});

export const itemPast = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/items/:itemKey/past",
  action: "submission.read",
  summary: "An item in the organisation's earlier years, newest first, under whatever name it stood there",
  params: z.object({ submissionId: id, itemKey }),
  response: z.array(pastItem),
  errors: READING,
});

export const confirmEvidence = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/evidence/:evidenceId/confirm",
  action: "evidence.describe",
  summary: "Vouch for a record that was taken over from an earlier year; refused once it has run out",
  params: z.object({ submissionId: id, evidenceId: id }),
  body: z.strictObject({}),
  response: evidence,
  errors: ["request.invalid", ...READING, "item.locked", "evidence.outdated", "submission.frozen"],
});
