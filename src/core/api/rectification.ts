import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import { fileContent } from "#core/evidence/evidence.ts";
import { problemEvent, problemState, rectificationPlan } from "#core/review/problem.ts";

const id = z.string().min(1).max(64);
const day = z.iso.date();
const inProblem = z.object({ problemId: id });
const inFile = z.object({ problemId: id, fileId: id });
const READING = ["session.required", "access.denied", "resource.not-found"] as const;

export const MAX_PROBLEM_FILE_BYTES = 200 * 1024 * 1024;

export const problemFile = z.object({
  id,
  ...fileContent.pick({ fileName: true, mediaType: true, size: true, sha256: true }).shape,
  addedAt: z.iso.datetime(),
  addedBy: z.string(),
});
export type ProblemFile = z.infer<typeof problemFile>;

export const problem = z.object({
  id,
  submissionId: id,
  districtId: id,
  district: z.string(),
  year: z.int(),
  /** in the conclusion's list, from 1 */
  number: z.int(),
  itemKey: z.string(),
  item: z.string(),
  text: z.string(),
  state: problemState,
  ...rectificationPlan.shape,
  /** derived from state, day and today */
  overdue: z.boolean(),
  files: z.array(problemFile),
  /** oldest first */
  steps: z.array(
    z.object({
      event: problemEvent,
      from: problemState,
      to: problemState,
      note: z.string(),
      at: z.iso.datetime(),
      by: z.string(),
    }),
  ),
  /** what a change has to be based on */
  version: z.int(),
  /** what this reader may do now */
  may: z.object({ write: z.boolean(), report: z.boolean(), check: z.boolean() }),
});
export type Problem = z.infer<typeof problem>;

export const listProblems = endpoint({
  method: "GET",
  path: "/api/problems",
  action: "problem.list",
  summary: "A district's own problems of all years, or those of a city's cycle that the reader may read",
  query: z.object({ cycle: id.optional(), submission: id.optional(), year: z.coerce.number().int().optional() }),
  response: z.array(problem),
  errors: ["request.invalid", "session.required", "access.denied"],
});

export const getProblem = endpoint({
  method: "GET",
  path: "/api/problems/:problemId",
  action: "problem.read",
  summary: "One problem with its steps and files",
  params: inProblem,
  response: problem,
  errors: READING,
});

/** The problems of the last review, for the chapter 上轮反馈问题整改情况 of this year's report. */
export const lastProblems = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/last-problems",
  action: "submission.read",
  summary: "What the newest earlier review of the district found, and how it stands by now",
  params: z.object({ submissionId: id }),
  response: z.object({ year: z.int().nullable(), problems: z.array(problem), narrative: z.string() }),
  errors: READING,
});

export const planProblem = endpoint({
  method: "PUT",
  path: "/api/problems/:problemId/plan",
  action: "problem.write",
  summary: "What the district does about it, who, and by when, on top of a version",
  params: inProblem,
  body: z.strictObject({ version: z.int(), ...rectificationPlan.shape }),
  response: problem,
  errors: ["request.invalid", ...READING, "problem.refused", "problem.stale"],
});

export const addProblemFile = endpoint({
  method: "POST",
  path: "/api/problems/:problemId/files",
  action: "problem.write",
  summary: "Add a file that shows what was done",
  params: inProblem,
  query: z.object({ fileName: z.string().min(1).max(255) }),
  body: "bytes",
  response: problem,
  errors: [
    "request.invalid",
    ...READING,
    "problem.refused",
    "request.too-large",
    "evidence.type-refused",
    "evidence.content-refused",
    "evidence.empty",
    "evidence.interrupted",
    "store.full",
  ],
});

export const removeProblemFile = endpoint({
  method: "DELETE",
  path: "/api/problems/:problemId/files/:fileId",
  action: "problem.write",
  summary: "Take a file off again, while the problem is the district's",
  params: inFile,
  errors: [...READING, "problem.refused"],
});

export const problemFileContent = endpoint({
  method: "GET",
  path: "/api/problems/:problemId/files/:fileId/content",
  action: "problem.read",
  summary: "The bytes, in ranges",
  params: inFile,
  errors: READING,
});

const note = z.string().trim().max(1000, "说明最多1000字");

export const reportProblem = endpoint({
  method: "POST",
  path: "/api/problems/:problemId/report",
  action: "problem.write",
  summary: "Report that it has been put right; measure, unit and person must be stated",
  params: inProblem,
  body: z.strictObject({ version: z.int(), note }),
  response: problem,
  errors: ["request.invalid", ...READING, "problem.refused", "problem.stale"],
});

export const checkProblem = endpoint({
  method: "POST",
  path: "/api/problems/:problemId/check",
  action: "problem.check",
  summary: "Check it off, send it back with a reason, or open it again",
  params: inProblem,
  body: z
    .strictObject({ version: z.int(), event: problemEvent.exclude(["report"]), note, due: day.nullable().optional() })
    .refine(({ event, note: said }) => event === "check-off" || said !== "", { path: ["note"], message: "请写明原因" }),
  response: problem,
  errors: ["request.invalid", ...READING, "problem.refused", "problem.stale"],
});
