import type { Conclusion } from "#core/api/conclusion.ts";
import type { DataCell, DataSheet } from "#core/document/data-sheet.ts";
import { subtractDecimals } from "#core/quantity/decimal.ts";
import { type Ledger, SCORE_STATE_TEXT } from "#core/review/ledger.ts";
import { PROBLEM_STATE_TEXT, type ProblemState } from "#core/review/problem.ts";
import { VERDICT_TEXT } from "#core/review/verdict.ts";

const figure = (value: string | null): DataCell => (value === null ? null : { decimal: value });

const difference = (self: string | null, verified: string | null): DataCell =>
  self === null || verified === null ? null : { decimal: subtractDecimals(verified, self) };

/** 得分台账: self score against verified score, by item, by section, and every deduction by itself. */
export const ledgerSheets = ({ rows, sections, totals }: Ledger): DataSheet[] => [
  {
    name: "得分台账",
    columns: [
      ["部分", 28],
      ["序号", 8],
      ["条目", 44],
      ["分值", 8],
      ["自评分", 8],
      ["核定分", 8],
      ["相差", 8],
      ["审核结论", 14],
      ["评分情况", 26],
      ["加分项", 8],
      ["一票否决", 10],
      ["扣分原因", 60],
    ],
    rows: rows.map((row) => [
      row.section,
      row.label,
      row.heading,
      figure(row.points),
      figure(row.self),
      figure(row.verified),
      difference(row.self, row.verified),
      row.verdict === null ? null : VERDICT_TEXT[row.verdict],
      row.points === null ? null : SCORE_STATE_TEXT[row.state],
      row.bonus ? "是" : null,
      row.veto ? "是" : null,
      row.deductions.map(({ points, reason }) => `扣${points}分：${reason}`).join("；") || null,
    ]),
  },
  {
    name: "分部分得分",
    columns: [
      ["部分", 40],
      ["分值", 10],
      ["自评分", 10],
      ["核定分", 10],
      ["相差", 10],
      ["加分", 10],
      ["合计", 10],
      ["未评定条数", 12],
    ],
    rows: [...sections, { section: "合计", ...totals }].map((row) => [
      row.section,
      figure(row.points),
      figure(row.self),
      figure(row.verified),
      difference(row.self, row.verified),
      figure(row.bonus),
      figure(row.total),
      { decimal: String(row.open) },
    ]),
  },
  {
    name: "扣分明细",
    columns: [
      ["序号", 8],
      ["条目", 44],
      ["扣分", 8],
      ["原因", 80],
    ],
    rows: rows.flatMap((row) =>
      row.deductions.map(({ points, reason }) => [row.label, row.heading, figure(points), reason]),
    ),
  },
];

export interface ListedProblem {
  district: string;
  year: number;
  number: number;
  item: string;
  text: string;
  measure: string;
  unit: string;
  person: string;
  due: string | null;
  state: ProblemState;
  overdue: boolean;
}

/** 整改台账: one line for each problem, with what the district does about it. */
export const problemSheet = (problems: readonly ListedProblem[]): DataSheet => ({
  name: "整改台账",
  columns: [
    ["区县", 14],
    ["年度", 8],
    ["序号", 8],
    ["对应条目", 40],
    ["存在问题", 70],
    ["整改措施", 60],
    ["责任单位", 24],
    ["责任人", 12],
    ["完成时限", 14],
    ["状态", 24],
    ["逾期", 8],
  ],
  rows: problems.map((problem) => [
    problem.district,
    { decimal: String(problem.year) },
    { decimal: String(problem.number) },
    problem.item,
    problem.text,
    problem.measure || null,
    problem.unit || null,
    problem.person || null,
    problem.due,
    PROBLEM_STATE_TEXT[problem.state],
    problem.overdue ? "逾期" : null,
  ]),
});

/** The workbook that goes with an opinion: the ledger and the problems as they were concluded. */
export const conclusionSheets = ({ district, year, ledger, problems }: Conclusion): DataSheet[] => [
  ...ledgerSheets(ledger),
  problemSheet(
    problems.map(({ number, item, text }) => ({
      district,
      year,
      number,
      item,
      text,
      measure: "",
      unit: "",
      person: "",
      due: null,
      state: "open",
      overdue: false,
    })),
  ),
];
