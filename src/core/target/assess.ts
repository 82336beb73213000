import type { NumberValue } from "#core/field/value.ts";
import type { Comparison } from "#core/indicator/indicator.ts";
import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  multiplyDecimals,
  subtractDecimals,
} from "#core/quantity/decimal.ts";
import { decimalPlaces } from "#core/quantity/decimal-text.ts";
import { halfUnit, satisfies } from "#core/quantity/satisfies.ts";
import { convertUnit } from "#core/quantity/unit.ts";
import type { JoinedTarget, KnownPoint } from "#core/target/joined-target.ts";

export type TargetState = "reached" | "on-course" | "behind" | "open" | "none";

export const STATE_TEXT: Record<TargetState, string> = {
  reached: "已达到",
  "on-course": "进度正常",
  behind: "滞后",
  open: "待核",
  none: "不作判断",
};

export interface Assessment {
  state: TargetState;
  /** what the linear path asks for in the figure's year, in the field's unit; undefined where there is no path */
  expected: string | undefined;
  /** why it stays open or is not judged */
  reason: string | undefined;
}

/** A figure of a district: its unit and the year that it belongs to. */
export interface AssessedFigure {
  value: NumberValue | undefined;
  unit: string;
  year: number;
}

const verdict = (state: TargetState, expected?: string, reason?: string): Assessment => ({ state, expected, reason });

/** Reached, on course by the straight line from baseline to target, or behind. Decimals only; figures in the field's unit. */
export function assess(target: JoinedTarget, { value, unit, year }: AssessedFigure): Assessment {
  const convert = (figure: string) => convertUnit(figure, target.indicator.unit, unit);
  const aim = convert(target.value);
  if (aim === undefined) return verdict("none", undefined, "与规划的单位不同");
  if (year < target.plan.from) return verdict("none", undefined, `规划自${target.plan.from}年起`);
  if (target.operator === "increase" || target.operator === "decrease") return assessChange(target, aim, value, unit);
  const operator = direct(target);
  if (!operator) return verdict("none", undefined, "预期数，没有好坏方向");
  const paths = target.baselines.flatMap((point) => {
    const start = convert(point.value);
    const expected = start === undefined ? undefined : pathAt({ ...point, value: start }, aim, target.year, year);
    return expected === undefined ? [] : [expected];
  });
  const expected = shownPaths(paths, aim);
  if (value?.now === undefined) return verdict("none", expected, "尚未填写");
  const { now, qualifier } = value;
  const reached = satisfies(now, qualifier, operator, lenient(aim, operator, target.hedge));
  if (reached === "yes") return verdict("reached", expected);
  if (target.period === "每年" || (target.year !== undefined && year >= target.year))
    return reached === "no" ? verdict("behind", expected) : verdict("open", expected, "填的是约数，看不出是否达到");
  if (target.year === undefined) return verdict("none", undefined, "规划没有写明达到年份");
  if (paths.length === 0) return verdict("none", undefined, "规划没有可用的基期数，无法判断进度");
  const answers = new Set(paths.map((path) => satisfies(now, qualifier, loose(operator), toPlaces(path, now))));
  if (answers.size > 1) return verdict("open", expected, "规划中基期数不一，结论不同");
  if (answers.has("yes")) return verdict("on-course", expected);
  return answers.has("no") ? verdict("behind", expected) : verdict("open", expected, "填的是约数，看不出进度");
}

/** Which way it is to be reached; a plan that words it against the indicator's direction is read by the direction. */
function direct({ operator, indicator: { direction } }: JoinedTarget): Comparison | undefined {
  const strict = operator === ">" || operator === "<";
  if (direction === "up") return strict ? ">" : ">=";
  if (direction === "down") return strict ? "<" : "<=";
  return operator === "=" || operator === "increase" || operator === "decrease" ? undefined : operator;
}

const loose = (operator: Comparison): Comparison => (operator === ">" ? ">=" : operator === "<" ? "<=" : operator);

/** 2.5左右 is reached from 2.45 on. */
function lenient(aim: string, operator: Comparison, hedge: string | undefined): string {
  if (hedge !== "左右" && hedge !== "约" && hedge !== "近") return aim;
  const slack = halfUnit(aim);
  return operator.startsWith(">") ? subtractDecimals(aim, slack) : addDecimals([aim, slack]);
}

const PLACES = 20;

/** The straight line at a year; undefined where it does not run. After its end it stays at the aim. */
export function pathAt(from: KnownPoint, aim: string, aimYear: number | undefined, year: number): string | undefined {
  if (aimYear === undefined || from.year >= aimYear || year < from.year) return undefined;
  if (year >= aimYear) return aim;
  const way = multiplyDecimals(subtractDecimals(aim, from.value), String(year - from.year));
  const step = divideDecimals(way, String(aimYear - from.year), PLACES);
  return step === undefined ? undefined : addDecimals([from.value, step]);
}

/** Rounded like the figure that is held against it: 93.2 may be 93.24. */
const toPlaces = (path: string, like: string): string => divideDecimals(path, "1", decimalPlaces(like)) ?? path;

/** One place more than the aim, without idle zeros; where the plan has two baselines, from the one path to the other. */
function shownPaths(paths: readonly string[], aim: string): string | undefined {
  const places = Math.min(decimalPlaces(aim) + 1, 4);
  const shown = [...paths].sort(compareDecimals).map((path) => {
    const rounded = divideDecimals(path, "1", places) ?? path;
    return rounded.includes(".") ? rounded.replace(/\.?0+$/, "") : rounded;
  });
  return shown.length === 0 ? undefined : [...new Set(shown)].join("—");
}

/** Yearly changes: the figure itself where it is one (降幅), otherwise this period against the last. */
function assessChange(target: JoinedTarget, least: string, value: NumberValue | undefined, unit: string): Assessment {
  if (value?.now === undefined) return verdict("none", undefined, "尚未填写");
  if (value.qualifier !== undefined) return verdict("open", undefined, "填的是约数，看不出增减");
  if (unit === "百分点") return verdict(compareDecimals(value.now, least) >= 0 ? "reached" : "behind");
  if (value.prior === undefined) return verdict("none", undefined, "没有上期数，无法判断增减");
  const change =
    target.operator === "increase"
      ? subtractDecimals(value.now, value.prior)
      : subtractDecimals(value.prior, value.now);
  return verdict(compareDecimals(change, least) >= 0 ? "reached" : "behind");
}
