import type { Problem } from "#core/api/rectification.ts";
import { PROBLEM_STATE_TEXT, type ProblemState } from "#core/review/problem.ts";

/** What a city looks for in the problems of its districts. */
export const PROBLEM_FILTERS = {
  all: { text: "全部", keeps: () => true },
  reported: { text: "待核查", keeps: ({ state }: Problem) => state === "reported" },
  overdue: { text: "已逾期", keeps: ({ overdue }: Problem) => overdue },
  planless: {
    text: "没有整改期限",
    keeps: ({ due, state }: Problem) => due === null && state !== "checked-off",
  },
  open: { text: "整改中", keeps: ({ state }: Problem) => state === "open" || state === "sent-back" },
  done: { text: "已销号", keeps: ({ state }: Problem) => state === "checked-off" },
} as const satisfies Record<string, { text: string; keeps: (problem: Problem) => boolean }>;
export type ProblemFilter = keyof typeof PROBLEM_FILTERS;

export const matchesProblem = (problem: Problem, text: string): boolean =>
  [
    problem.district,
    problem.item,
    problem.text,
    problem.measure,
    problem.unit,
    problem.person,
    PROBLEM_STATE_TEXT[problem.state],
  ]
    .join("\n")
    .includes(text.trim());

const byName = new Intl.Collator("zh-CN");
const RANK: Record<ProblemState, number> = { reported: 0, "sent-back": 2, open: 2, "checked-off": 3 };

/** What waits for a decision first, then what is overdue, then by district and number. */
export const orderProblems = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort((a, b) => rank(a) - rank(b) || byName.compare(a.district, b.district) || a.number - b.number);

const rank = ({ state, overdue }: Problem): number => (overdue ? 1 : RANK[state]);

export const countsText = (problems: readonly Problem[]): string => {
  const count = (filter: ProblemFilter): number => problems.filter(PROBLEM_FILTERS[filter].keeps).length;
  const overdue = count("overdue");
  return [
    `共${problems.length}个问题`,
    `待核查${count("reported")}个`,
    `整改中${count("open")}个${overdue > 0 ? `（其中逾期${overdue}个）` : ""}`,
    `已销号${count("done")}个`,
  ].join("，");
};
