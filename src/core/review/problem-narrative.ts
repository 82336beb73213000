import type { ProblemState, RectificationPlan } from "#core/review/problem.ts";

export interface ToldProblem extends RectificationPlan {
  text: string;
  state: ProblemState;
}

const STANDING: Record<ProblemState, string> = {
  open: "正在整改",
  reported: "已完成整改，报市级核查",
  "checked-off": "已完成整改并销号",
  "sent-back": "正在按核查意见继续整改",
};

/** A draft for the chapter on what the last review found; the district writes on from it. */
export function problemNarrative(year: number, problems: readonly ToldProblem[]): string {
  if (problems.length === 0) return "";
  const done = problems.filter(({ state }) => state === "checked-off").length;
  const summary = `${year}年度评价共反馈问题${problems.length}个，已销号${done}个${done < problems.length ? `，其余${problems.length - done}个正在整改或等待核查` : ""}。`;
  return [summary, ...problems.map(line)].join("\n");
}

function line({ text, state, measure, unit }: ToldProblem, index: number): string {
  const what = text.replace(/\s+/g, "").replace(/[。；，]$/, "");
  const how = measure === "" ? "" : `整改措施：${measure.replace(/\s+/g, "").replace(/[。；，]$/, "")}。`;
  return `${index + 1}.${what}。${unit === "" ? "" : `由${unit}负责，`}${STANDING[state]}。${how}`;
}
