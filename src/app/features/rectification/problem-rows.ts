import type { Problem } from "#core/api/rectification.ts";
import { isProblemWritable } from "#core/review/problem.ts";

/** What the list can be narrowed to. */
export const PROBLEM_FILTERS = {
  all: { text: "全部", keeps: (_: Problem) => true },
  overdue: { text: "已逾期", keeps: ({ overdue }: Problem) => overdue },
  todo: { text: "整改中", keeps: ({ state }: Problem) => isProblemWritable(state) },
  "sent-back": { text: "核查未通过", keeps: ({ state }: Problem) => state === "sent-back" },
  reported: { text: "待核查", keeps: ({ state }: Problem) => state === "reported" },
  "checked-off": { text: "已销号", keeps: ({ state }: Problem) => state === "checked-off" },
} as const;
export type ProblemFilter = keyof typeof PROBLEM_FILTERS;

/** Whether the words stand anywhere in what is shown of a problem. */
export const mentions = ({ item, text, measure, unit, person }: Problem, wanted: string): boolean =>
  [item, text, measure, unit, person].join("\n").includes(wanted);

export const yearsOf = (problems: readonly Problem[]): number[] =>
  [...new Set(problems.map(({ year }) => year))].sort((a, b) => b - a);

/** 共8个：3个整改中（其中1个已逾期），2个待核查，3个已销号 */
export function summaryOf(problems: readonly Problem[]): string {
  const count = (filter: ProblemFilter): number => problems.filter(PROBLEM_FILTERS[filter].keeps).length;
  const late = count("overdue");
  return `共${problems.length}个：${count("todo")}个整改中${late > 0 ? `（其中${late}个已逾期）` : ""}，${count("reported")}个待核查，${count("checked-off")}个已销号`;
}
