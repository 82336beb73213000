import { z } from "zod";
import { err, ok, type Result } from "#core/result.ts";

/** A finding on its way to being put right: open, reported by the district, checked off or sent back by the city. */
export const PROBLEM_STATES = ["open", "reported", "checked-off", "sent-back"] as const;
export const problemState = z.enum(PROBLEM_STATES);
export type ProblemState = z.infer<typeof problemState>;

export const PROBLEM_STATE_TEXT: Record<ProblemState, string> = {
  open: "整改中",
  reported: "已报整改，待核查",
  "checked-off": "已销号",
  "sent-back": "核查未通过，继续整改",
};

export const PROBLEM_EVENTS = ["report", "check-off", "send-back", "reopen"] as const;
export const problemEvent = z.enum(PROBLEM_EVENTS);
export type ProblemEvent = z.infer<typeof problemEvent>;

export const PROBLEM_VERB: Record<ProblemEvent, string> = {
  report: "报告整改完成",
  "check-off": "核查销号",
  "send-back": "核查退回",
  reopen: "恢复整改",
};

const NEXT: Record<ProblemState, Partial<Record<ProblemEvent, ProblemState>>> = {
  open: { report: "reported" },
  reported: { "check-off": "checked-off", "send-back": "sent-back" },
  "sent-back": { report: "reported" },
  "checked-off": { reopen: "open" },
};

const REFUSAL: Record<ProblemEvent, string> = {
  report: "本问题已经报告整改完成或已销号，不用重复报告",
  "check-off": "区县还没有报告整改完成，不能销号",
  "send-back": "区县还没有报告整改完成，不用退回",
  reopen: "本问题还没有销号，不用恢复",
};

/** The only place that knows what may follow what. */
export function problemAfter(state: ProblemState, event: ProblemEvent): Result<ProblemState, string> {
  const next = NEXT[state][event];
  return next === undefined ? err(REFUSAL[event]) : ok(next);
}

/** The district fills in what it does only while the problem is its own. */
export const isProblemWritable = (state: ProblemState): boolean => state === "open" || state === "sent-back";

/** Past its day and not put right; a report in time that waits for the city is not overdue. */
export const isOverdue = ({ state, due }: { state: ProblemState; due: string | null }, today: string): boolean =>
  isProblemWritable(state) && due !== null && due < today;

/** What the district plans: "" or null = not stated yet. */
export const rectificationPlan = z.strictObject({
  measure: z.string().trim().max(4000, "整改措施最多4000字"),
  unit: z.string().trim().max(100, "责任单位最多100字"),
  person: z.string().trim().max(50, "责任人最多50字"),
  due: z.iso.date("日期应为“年-月-日”").nullable(),
});
export type RectificationPlan = z.infer<typeof rectificationPlan>;

/** What has to be said before a problem is reported as put right. */
export const missingOfReport = ({ measure, unit, person }: RectificationPlan): string[] => [
  ...(measure === "" ? ["整改措施"] : []),
  ...(unit === "" ? ["责任单位"] : []),
  ...(person === "" ? ["责任人"] : []),
];
