import { z } from "zod";
import { answer } from "#core/answer/answer.ts";
import { endpoint } from "#core/api/endpoint.ts";
import { evidence } from "#core/evidence/evidence.ts";
import { indicator } from "#core/indicator/indicator.ts";
import { lastYearFigures } from "#core/submission/last-year.ts";
import { planFile } from "#core/target/plan.ts";
import { template, templateSummary } from "#core/template/schema.ts";
import { signOff } from "#core/workflow/sign-off.ts";

const id = z.string().min(1).max(64);
const itemKey = z.string().min(1).max(100);
const day = z.iso.date();
const inSubmission = z.object({ submissionId: id });
const inItem = z.object({ submissionId: id, itemKey });

export const listTemplates = endpoint({
  method: "GET",
  path: "/api/templates",
  action: "template.read",
  summary: "Checklists that a submission can be started from",
  response: z.array(templateSummary),
  errors: ["session.required"],
});
export const getTemplate = endpoint({
  method: "GET",
  path: "/api/template",
  action: "template.read",
  summary: "One version of a checklist; published versions never change",
  query: z.object({ id: z.string().max(100), version: z.string().max(20) }),
  response: template,
  errors: ["request.invalid", "session.required", "template.unknown"],
});
export const listIndicators = endpoint({
  method: "GET",
  path: "/api/indicators",
  action: "template.read",
  summary: "Canonical indicators with their legal thresholds by year",
  response: z.array(indicator),
  errors: ["session.required"],
});

export const listPlans = endpoint({
  method: "GET",
  path: "/api/plans",
  action: "template.read",
  summary: "The plans that bind a district: its own first, then the city's",
  query: z.object({ district: z.string().min(1).max(60) }),
  response: z.array(planFile),
  errors: ["request.invalid", "session.required"],
});

export const createSubmission = endpoint({
  method: "POST",
  path: "/api/submissions",
  action: "submission.create",
  summary: "Start a district's year from a checklist; items are assigned to their lead units",
  body: z.strictObject({
    templateId: z.string().max(100),
    templateVersion: z.string().max(20),
    year: z.int().min(2000).max(2100),
    deadline: day.nullable(),
  }),
  response: z.object({ id }),
  errors: ["request.invalid", "session.required", "access.denied", "template.unknown", "submission.exists"],
});

export const itemState = z.object({
  itemKey,
  /** 0 = never saved */
  revision: z.int(),
  answer,
  savedAt: z.iso.datetime().nullable(),
  savedBy: z.string().nullable(),
  unitId: id.nullable(),
  due: day.nullable(),
  /** whether the reader may write this item */
  writable: z.boolean(),
  /** absent = with its unit, never handed in */
  signOff: signOff.optional(),
});
export type ItemState = z.infer<typeof itemState>;

export const submission = z.object({
  id,
  title: z.string(),
  district: z.string(),
  year: z.int(),
  template: z.object({ id: z.string(), version: z.string() }),
  deadline: day.nullable(),
  items: z.array(itemState),
  evidence: z.array(evidence),
  /** null where the district has none of the year before */
  lastYear: lastYearFigures.nullable(),
});
export type SubmissionDetail = z.infer<typeof submission>;

export const getSubmission = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId",
  action: "submission.read",
  summary: "Everything of one submission: answers, assignments, evidence records",
  params: inSubmission,
  response: submission,
  errors: ["session.required", "access.denied", "resource.not-found"],
});

export const saveAnswer = endpoint({
  method: "PUT",
  path: "/api/submissions/:submissionId/answers/:itemKey",
  action: "answer.write",
  summary: "Save an item's answer on top of a base revision; a repeated key gives the first outcome again",
  params: inItem,
  body: z.strictObject({ base: z.int().min(0), answer, key: z.string().min(8).max(64) }),
  response: z.object({ revision: z.int(), savedAt: z.iso.datetime() }),
  errors: [
    "request.invalid",
    "session.required",
    "access.denied",
    "resource.not-found",
    "answer.stale",
    "answer.invalid",
    "item.locked",
    "store.full",
    "submission.frozen",
  ],
});

export const assignItem = endpoint({
  method: "PUT",
  path: "/api/submissions/:submissionId/assignments/:itemKey",
  action: "item.assign",
  summary: "Assign an item to a unit, with a due day",
  params: inItem,
  body: z.strictObject({ unitId: id.nullable(), due: day.nullable() }),
  errors: ["request.invalid", "session.required", "access.denied", "resource.not-found", "submission.frozen"],
});
