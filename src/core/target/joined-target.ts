import type { Indicator, IndicatorTable } from "#core/indicator/indicator.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { convertUnit } from "#core/quantity/unit.ts";
import { indicatorNamed } from "#core/target/indicator-name.ts";
import type { PlanFile, PlanRecord, TargetOperator } from "#core/target/plan.ts";

/** Where an indicator stood, in the indicator's own unit. */
export interface KnownPoint {
  year: number;
  value: string;
}

/** What one plan aims at for one indicator: all records of the same aim together. Figures are in the indicator's unit. */
export interface JoinedTarget {
  plan: PlanFile["plan"];
  indicator: Indicator;
  /** the plan's names for it */
  names: string[];
  /** the figure to be reached; the nearer end of a range */
  value: string;
  /** 3—5 where the plan gives a range */
  shown: string;
  operator: TargetOperator;
  year: number | undefined;
  /** 每年, 规划期, where there is no year */
  period: string | undefined;
  hedge: string | undefined;
  /** the latest figures before the target year: more than one where the plan contradicts itself */
  baselines: KnownPoint[];
  /** results of an earlier plan, for the drawing */
  history: KnownPoint[];
  /** contradictions inside the plan, in words */
  conflicts: string[];
  /** record ids and lines, to look it up */
  places: { id: string; line: number }[];
}

interface Placed {
  record: PlanRecord;
  indicator: Indicator;
}

/** All aims of a plan that belong to an indicator of the vocabulary. */
export function joinedTargets({ plan, records }: PlanFile, indicators: IndicatorTable): JoinedTarget[] {
  const groups = new Map<string, Placed[]>();
  for (const record of records) {
    const indicator = indicatorNamed(record.name, indicators);
    if (!indicator || inUnit(indicator, record, "0") === undefined) continue;
    groups.set(indicator.key, [...(groups.get(indicator.key) ?? []), { record, indicator }]);
  }
  return [...groups.values()].flatMap((group) => joinGroup(plan, group));
}

/** 无量纲 is no unit; a yearly change of 百分点/年 is one of 百分点, and of a rate in %. */
function inUnit(indicator: Indicator, record: PlanRecord, value: string): string | undefined {
  const unit = record.unit.replace(/^无量纲$/, "").replace(/\/年$/, "");
  const yearly = record.target?.operator === "increase" || record.target?.operator === "decrease";
  if (yearly && unit === "百分点" && indicator.unit === "%") return value;
  return convertUnit(value, unit, indicator.unit) ?? convertUnit(value, record.unit, indicator.unit);
}

function joinGroup(plan: PlanFile["plan"], group: readonly Placed[]): JoinedTarget[] {
  const aims = new Map<string, Placed[]>();
  for (const placed of group) {
    const { target } = placed.record;
    if (!target) continue;
    const yearly = target.operator === "increase" || target.operator === "decrease" ? target.operator : "";
    const key = [target.year ?? target.period ?? "", target.value ?? rangeText(placed.record), yearly].join("|");
    aims.set(normal(key), [...(aims.get(normal(key)) ?? []), placed]);
  }
  const joined = [...aims.values()].flatMap((records) => join(plan, group, records) ?? []);
  return joined.map((target) => ({ ...target, conflicts: [...target.conflicts, ...rivals(target, joined)] }));
}

/** 99 and 99.0 are one aim. */
const normal = (key: string): string => key.replace(/(\.\d*?)0+(?=\||$)/g, "$1").replace(/\.(?=\||$)/g, "");

const rangeText = ({ target }: PlanRecord): string => (target?.range ? `${target.range.from}—${target.range.to}` : "");

const STRICTNESS: readonly TargetOperator[] = ["=", "<=", ">=", "<", ">", "decrease", "increase"];

function join(plan: PlanFile["plan"], group: readonly Placed[], aims: readonly Placed[]): JoinedTarget | undefined {
  const strictest = [...aims].sort((a, b) => strictness(b.record) - strictness(a.record))[0];
  const target = strictest?.record.target;
  if (!strictest || !target) return undefined;
  const { indicator, record } = strictest;
  const near = indicator.direction === "down" ? target.range?.to : target.range?.from;
  const value = inUnit(indicator, record, target.value ?? near ?? "");
  if (value === undefined) return undefined;
  const baselines = baselinesBefore(target.year, group);
  const wordings = [...new Set(aims.map((aim) => aimText(aim.record)))];
  return {
    plan,
    indicator,
    names: [...new Set(aims.map((aim) => aim.record.name))],
    value,
    shown: rangeText(record) || value,
    operator: target.operator,
    year: target.year,
    period: target.period,
    hedge: aims.find((aim) => aim.record.hedge !== undefined)?.record.hedge,
    baselines,
    history: historyOf(group),
    conflicts: [
      ...(wordings.length > 1 ? [`规划中写法不一：${wordings.join("、")}`] : []),
      ...(baselines.length > 1
        ? [`规划中基期数不一：${baselines.map((each) => `${each.value}${indicator.unit}`).join("、")}`]
        : []),
    ],
    places: aims.map((aim) => ({ id: aim.record.id, line: aim.record.line })),
  };
}

const strictness = ({ target }: PlanRecord): number => (target ? STRICTNESS.indexOf(target.operator) : -1);

/** Another aim for the same year is a contradiction of the plan, to be seen and not settled here. */
const rivals = (target: JoinedTarget, all: readonly JoinedTarget[]): string[] => {
  const others = all.filter(
    (other) => other !== target && other.year === target.year && other.period === target.period,
  );
  return others.length === 0
    ? []
    : [
        `规划中另写作${others.map((other) => `${other.shown}${other.indicator.unit}（${other.names.join("、")}）`).join("、")}`,
      ];
};

const OPERATOR_TEXT: Record<TargetOperator, (figure: string) => string> = {
  "=": (figure) => figure,
  ">=": (figure) => `${figure}以上`,
  ">": (figure) => `超过${figure}`,
  "<=": (figure) => `不高于${figure}`,
  "<": (figure) => `低于${figure}`,
  increase: (figure) => `每年增加${figure}以上`,
  decrease: (figure) => `每年下降${figure}以上`,
};

const aimText = (record: PlanRecord): string => {
  const figure = `${record.target?.value ?? rangeText(record)}${record.unit === "无量纲" ? "" : record.unit}`;
  return OPERATOR_TEXT[record.target?.operator ?? "="](figure);
};

/** 2025年超过99%, 每年只增不减 */
export function targetText({ shown, operator, year, period, hedge, indicator }: JoinedTarget): string {
  const when = year === undefined ? (period ?? "") : `${year}年`;
  if ((operator === "increase" || operator === "decrease") && compareDecimals(shown, "0") === 0)
    return operator === "increase" ? "每年只增不减" : "每年只减不增";
  const yearly = operator === "increase" || operator === "decrease";
  const unit = yearly && indicator.unit === "%" ? "个百分点" : indicator.unit;
  const figure = `${shown}${unit}${hedge === "左右" ? "左右" : ""}`;
  return `${yearly ? "" : when}${OPERATOR_TEXT[operator](figure)}`;
}

function baselinesBefore(targetYear: number | undefined, group: readonly Placed[]): KnownPoint[] {
  const points = group.flatMap(({ record, indicator }) => {
    const { baseline } = record;
    const value = baseline && inUnit(indicator, record, baseline.value);
    if (value === undefined || baseline?.year === undefined || record.kind === "actual") return [];
    return targetYear === undefined || baseline.year < targetYear ? [{ year: baseline.year, value }] : [];
  });
  const latest = Math.max(...points.map(({ year }) => year));
  return distinct(points.filter(({ year }) => year === latest));
}

const historyOf = (group: readonly Placed[]): KnownPoint[] =>
  distinct(
    group.flatMap(({ record, indicator }) =>
      record.kind !== "actual"
        ? []
        : [record.baseline, record.result].flatMap((point) => {
            const value = point && inUnit(indicator, record, point.value);
            return value === undefined || point?.year === undefined ? [] : [{ year: point.year, value }];
          }),
    ),
  );

const distinct = (points: readonly KnownPoint[]): KnownPoint[] =>
  points.filter(
    (point, index) =>
      points.findIndex((other) => other.year === point.year && compareDecimals(other.value, point.value) === 0) ===
      index,
  );
