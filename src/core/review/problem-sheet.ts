import type { Problem } from "#core/api/rectification.ts";
import type { DataSheet } from "#core/document/data-sheet.ts";
import { PROBLEM_STATE_TEXT } from "#core/review/problem.ts";

const COLUMNS: DataSheet["columns"] = [
  ["年度", 12],
  ["序号", 10],
  ["区县", 16],
  ["评价内容", 40],
  ["反馈问题", 60],
  ["整改措施", 60],
  ["责任单位", 24],
  ["责任人", 14],
  ["完成时限", 18],
  ["状态", 30],
  ["是否逾期", 14],
  ["佐证材料", 50],
];

/** 整改台账 as a table; the order is that of the list. */
export const problemSheet = (problems: readonly Problem[]): DataSheet => ({
  name: "整改台账",
  columns: COLUMNS,
  rows: problems.map((each) => [
    { decimal: String(each.year) },
    { decimal: String(each.number) },
    each.district,
    each.item,
    each.text,
    each.measure,
    each.unit,
    each.person,
    each.due ?? "",
    PROBLEM_STATE_TEXT[each.state],
    each.overdue ? "逾期" : "",
    each.files.map(({ fileName }) => fileName).join("；"),
  ]),
});
