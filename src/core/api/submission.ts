import { z } from "zod";
import { answer } from "#core/answer/answer.ts";
import { endpoint } from "#core/api/endpoint.ts";
import { evidence } from "#core/evidence/evidence.ts";
import { indicator } from "#core/indicator/indicator.ts";
import { planFile } from "#core/target/plan.ts";
import { template, templateSummary } from "#core/template/schema.ts";

const id = z.string().min(1).max(64);
const itemKey = z.string().min(1).max(100);
const day = z.iso.date();
const inSubmission = z.object({ submissionId: id });
const inItem = z.object({ submissionId: id, itemKey });
const inEvidence = z.object({ submissionId: id, evidenceId: id });

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

export const progress = z.object({ items: z.int(), done: z.int(), complete: z.int(), started: z.int() });

/** An item that still has something to be done, for the list on the first screen. */
export const openItem = z.object({
  itemKey,
  /** "5.", "二、" or nothing */
  label: z.string(),
  heading: z.string(),
  state: z.enum(["empty", "started", "complete"]),
  /** how many required things are missing */
  missing: z.int(),
  due: day.nullable(),
});
export type OpenItem = z.infer<typeof openItem>;

export const submissionSummary = z.object({
  id,
  title: z.string(),
  district: z.string(),
  year: z.int(),
  template: z.object({ id: z.string(), version: z.string() }),
  deadline: day.nullable(),
  progress,
  /** what is assigned to the reader's own unit; null where nothing is */
  mine: progress.extend({ nextDue: day.nullable(), overdue: z.int() }).nullable(),
  /** the reader's next items (the own unit's where some are assigned to it), most pressing first, at most eight; empty where the content is closed */
  next: z.array(openItem),
  /** whether the content can be opened, or only the progress is shown */
  readable: z.boolean(),
  updatedAt: z.iso.datetime(),
});
export type SubmissionSummary = z.infer<typeof submissionSummary>;

export const listSubmissions = endpoint({
  method: "GET",
  path: "/api/submissions",
  action: "submission.list",
  summary: "Submissions that the reader may see, newest year first",
  response: z.array(submissionSummary),
  errors: ["session.required"],
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
    "store.full",
  ],
});

export const answerHistory = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/answers/:itemKey/history",
  action: "submission.read",
  summary: "All revisions of an item, newest first",
  params: inItem,
  response: z.array(z.object({ revision: z.int(), answer, savedAt: z.iso.datetime(), savedBy: z.string() })),
  errors: ["session.required", "access.denied", "resource.not-found"],
});

export const assignItem = endpoint({
  method: "PUT",
  path: "/api/submissions/:submissionId/assignments/:itemKey",
  action: "item.assign",
  summary: "Assign an item to a unit, with a due day",
  params: inItem,
  body: z.strictObject({ unitId: id.nullable(), due: day.nullable() }),
  errors: ["request.invalid", "session.required", "access.denied", "resource.not-found"],
});

export const addEvidence = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/evidence",
  action: "evidence.write",
  summary: "Store a file and link it to an item; bytes that are already there are answered with the existing record",
  params: inSubmission,
  query: z.object({ item: itemKey, slot: z.string().max(100).optional(), fileName: z.string().min(1).max(255) }),
  body: "bytes",
  response: z.object({ outcome: z.enum(["stored", "duplicate"]), evidence }),
  errors: [
    "request.invalid",
    "session.required",
    "access.denied",
    "resource.not-found",
    "request.too-large",
    "evidence.type-refused",
    "evidence.empty",
    "evidence.interrupted",
    "store.full",
  ],
});
export const linkEvidence = endpoint({
  method: "PUT",
  path: "/api/submissions/:submissionId/evidence/:evidenceId/links/:itemKey",
  action: "evidence.write",
  summary: "Put an existing record under an item (or under another slot of it)",
  params: inEvidence.extend({ itemKey }),
  body: z.strictObject({ slot: z.string().max(100).nullable() }),
  response: evidence,
  errors: ["request.invalid", "session.required", "access.denied", "resource.not-found"],
});
export const detachEvidence = endpoint({
  method: "DELETE",
  path: "/api/submissions/:submissionId/evidence/:evidenceId/links/:itemKey",
  action: "evidence.write",
  summary: "Take a record off an item; record and bytes stay in the library",
  params: inEvidence.extend({ itemKey }),
  response: evidence,
  errors: ["session.required", "access.denied", "resource.not-found"],
});
export const changeEvidence = endpoint({
  method: "PATCH",
  path: "/api/submissions/:submissionId/evidence/:evidenceId",
  action: "evidence.rename",
  summary: "Change a record's title, or whether the report prints it; what is left out stays as it is",
  params: inEvidence,
  body: z.strictObject({
    title: z.string().trim().min(1, "请填写材料名称").max(200).optional(),
    /** images only */
    inReport: z.boolean().optional(),
  }),
  response: evidence,
  errors: ["request.invalid", "session.required", "access.denied", "resource.not-found"],
});
export const evidenceContent = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/evidence/:evidenceId/content",
  action: "submission.read",
  summary: "The bytes; PDF and images inline, everything else as a download",
  params: inEvidence,
  errors: ["session.required", "access.denied", "resource.not-found"],
});
