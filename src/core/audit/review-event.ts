import { z } from "zod";
import { assertNever } from "#core/result.ts";
import { FLOW_VERB, flowEvent, PHASE_TEXT, phase } from "#core/review/flow.ts";
import { PROBLEM_STATE_TEXT, PROBLEM_VERB, problemEvent, problemState } from "#core/review/problem.ts";
import { VERDICT_TEXT, verdictKind } from "#core/review/verdict.ts";

const id = z.string();
const given = z.object({ verdict: verdictKind, score: z.string().nullable() });

/** What the log records of cycles, reviews and rectification. */
export const reviewEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("submission.flow"),
    submissionId: id,
    event: flowEvent,
    from: phase,
    to: phase,
    round: z.int(),
    reason: z.string().nullable(),
    /** of the version that was frozen, or of the conclusion */
    hash: z.string().optional(),
    /** what was returned */
    itemKeys: z.array(z.string()).optional(),
  }),
  z.object({
    type: z.literal("review.imported"),
    submissionId: id,
    /** of the package's manifest */
    sha256: z.string(),
    city: z.string(),
    concludedAt: z.string(),
    conclusionHash: z.string(),
    problems: z.int(),
  }),
  z.object({
    type: z.literal("scan.added"),
    submissionId: id,
    round: z.int(),
    fileName: z.string(),
    sha256: z.string(),
    hash: z.string(),
  }),
  z.object({
    type: z.literal("cycle.opened"),
    cycleId: id,
    year: z.int(),
    template: z.string(),
    districts: z.int(),
  }),
  z.object({
    type: z.literal("cycle.changed"),
    cycleId: id,
    year: z.int(),
    from: z.record(z.string(), z.unknown()),
    to: z.record(z.string(), z.unknown()),
  }),
  z.object({
    type: z.literal("verdict.given"),
    submissionId: id,
    itemKey: z.string(),
    revision: z.int(),
    round: z.int(),
    itemHash: z.string(),
    from: given.nullable(),
    to: given,
  }),
  z.object({
    type: z.literal("phrase.changed"),
    phraseId: id,
    from: z.string().nullable(),
    to: z.string().nullable(),
  }),
  z.object({
    type: z.literal("problem.planned"),
    problemId: id,
    submissionId: id,
    number: z.int(),
    from: z.record(z.string(), z.unknown()),
    to: z.record(z.string(), z.unknown()),
  }),
  z.object({
    type: z.literal("problem.moved"),
    problemId: id,
    submissionId: id,
    number: z.int(),
    event: problemEvent,
    from: problemState,
    to: problemState,
    note: z.string(),
  }),
  z.object({
    type: z.literal("problem.file"),
    problemId: id,
    submissionId: id,
    number: z.int(),
    change: z.enum(["added", "removed"]),
    fileName: z.string(),
    sha256: z.string(),
  }),
]);
export type ReviewEvent = z.infer<typeof reviewEvent>;

export function describeReviewEvent(event: ReviewEvent): string {
  switch (event.type) {
    case "submission.flow":
      return describeFlow(event);
    case "review.imported":
      return `导入${event.city}的审核结果数据包，列入整改问题${event.problems}个`;
    case "scan.added":
      return `上传第${event.round}次报送的盖章扫描件《${event.fileName}》`;
    case "cycle.opened":
      return `开启${event.year}年度评价（清单 ${event.template}），${event.districts}个区县`;
    case "cycle.changed":
      return `调整${event.year}年度评价：${Object.keys(event.to)
        .map((key) => CYCLE_PART[key] ?? key)
        .join("、")}`;
    case "verdict.given":
      return `${event.from ? "修改" : "作出"}“${event.itemKey}”的审核结论：${event.from ? `由${words(event.from)}改为` : ""}${words(event.to)}`;
    case "phrase.changed":
      return event.to === null ? "删除一条常用语" : event.from === null ? "新增一条常用语" : "修改一条常用语";
    case "problem.planned":
      return `填写第${event.number}号问题的整改安排`;
    case "problem.moved":
      return `第${event.number}号问题${PROBLEM_VERB[event.event]}，由“${PROBLEM_STATE_TEXT[event.from]}”变为“${PROBLEM_STATE_TEXT[event.to]}”${event.note === "" ? "" : `：${event.note}`}`;
    case "problem.file":
      return `${event.change === "added" ? "上传" : "移出"}第${event.number}号问题的整改材料《${event.fileName}》`;
    default:
      return assertNever(event);
  }
}

const CYCLE_PART: Readonly<Record<string, string>> = {
  submitBy: "报送期限",
  reviewBy: "审核期限",
  districts: "参评区县",
  scoring: "计分办法",
  duties: "督学分工",
};

const words = ({ verdict, score }: z.infer<typeof given>): string =>
  `${VERDICT_TEXT[verdict]}${score === null ? "" : `，${score}分`}`;

function describeFlow({ event, from, to, round, reason, itemKeys }: Extract<ReviewEvent, { type: "submission.flow" }>) {
  const what = itemKeys ? `${itemKeys.length}个条目` : `第${round}次报送`;
  return `${FLOW_VERB[event]}（${what}），由“${PHASE_TEXT[from]}”变为“${PHASE_TEXT[to]}”${reason === null ? "" : `：${reason}`}`;
}
