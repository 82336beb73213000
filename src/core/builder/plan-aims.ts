import type { Aim } from "#core/field/definition.ts";
import type { IndicatorTable } from "#core/indicator/indicator.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { decimalPlaces } from "#core/quantity/decimal-text.ts";
import { convertUnit } from "#core/quantity/unit.ts";
import { indicatorNamed } from "#core/target/indicator-name.ts";
import type { PlanRecord } from "#core/target/plan.ts";

/** All that a plan aims at under one name, as a figure to be filled in. */
export interface NamedAim {
  name: string;
  unit: string;
  precision: number;
  /** line of the first record, by which it finds its task */
  line: number;
  aim: Aim;
  indicator?: string;
}

const folded = (name: string): string => name.replace(/[“”"‘’'\s（）()、，]/g, "");
const PLAIN: Readonly<Record<string, string>> = { 无量纲: "", "百分点/年": "百分点" };
const unitOf = ({ unit }: PlanRecord): string => PLAIN[unit] ?? unit.replace(/（.*）$/, "");

/**
 * The aims of a plan: those of one indicator, or under one name, for the same time are one figure. What the plan says
 * twice differently is told as a conflict.
 */
export function namedAims(records: readonly PlanRecord[], indicators: IndicatorTable): NamedAim[] {
  const own = records.filter(({ kind }) => kind !== "actual" && kind !== "fact");
  const subject = (record: PlanRecord): string => {
    const indicator = indicatorNamed(record.name, indicators);
    const fits = indicator !== undefined && convertUnit("0", unitOf(record), indicator.unit) !== undefined;
    return fits ? indicator.key : folded(record.name);
  };
  const groups = new Map<string, PlanRecord[]>();
  for (const record of own) {
    const { target } = record;
    if (!target) continue;
    const yearly = target.operator === "increase" || target.operator === "decrease";
    const key = [subject(record), yearly, unitOf(record), target.year ?? target.period].join("|");
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return [...groups.values()].flatMap((aimed) => {
    const [first] = aimed;
    const about = first === undefined ? "" : subject(first);
    const used = new Set([...groups.values()].flat());
    const others = own.filter((record) => !used.has(record) && subject(record) === about);
    const sole = [...groups.values()].find((group) => group[0] && subject(group[0]) === about) === aimed;
    return namedAim(aimed, sole ? others : [], indicators) ?? [];
  });
}

const STRICT = ["=", "<=", ">=", "<", ">", "decrease", "increase"];

function namedAim(
  aimed: readonly PlanRecord[],
  others: readonly PlanRecord[],
  indicators: IndicatorTable,
): NamedAim | undefined {
  const group = [...aimed, ...others];
  const [main] = [...aimed].sort(
    (a, b) => STRICT.indexOf(b.target?.operator ?? "=") - STRICT.indexOf(a.target?.operator ?? "="),
  );
  const target = main?.target;
  if (!main || !target) return undefined;
  const unit = unitOf(main);
  const indicator = indicatorNamed(main.name, indicators);
  const direction = directionOf(main, indicator?.direction);
  const ends = target.range ? [target.range.from, target.range.to] : [target.value ?? "0"];
  const value = (direction === "down" ? ends.at(-1) : ends[0]) ?? "0";
  const baselines = group.flatMap(({ baseline, unit: given }) => {
    const converted = baseline && convertUnit(baseline.value, PLAIN[given] ?? given, unit);
    return converted === undefined || baseline?.year === undefined ? [] : [{ year: baseline.year, value: converted }];
  });
  const points = baselines.filter(
    (point, index) =>
      baselines.findIndex((each) => each.year === point.year && compareDecimals(each.value, point.value) === 0) ===
      index,
  );
  const wordings = [...new Set(aimed.map(wording))];
  const places = Math.max(...[...ends, ...points.map((point) => point.value)].map(decimalPlaces));
  return {
    name: main.name,
    unit,
    precision: Math.max(places, fine(unit) ? 2 : 0),
    line: Math.min(...aimed.map(({ line }) => line)),
    aim: {
      value,
      ...(ends.length > 1 ? { upTo: ends.at(-1) } : {}),
      operator: target.operator,
      direction,
      ...(target.year === undefined ? {} : { year: target.year }),
      ...(target.period === undefined ? {} : { period: target.period }),
      ...(main.hedge === undefined ? {} : { hedge: main.hedge }),
      baselines: points,
      conflicts: [
        ...(wordings.length > 1 ? [`规划中写法不一：${wordings.join("、")}`] : []),
        ...(points.length > 1 && new Set(points.map(({ year }) => year)).size < points.length
          ? [`规划中基期数不一：${points.map((point) => `${point.year}年${point.value}${unit}`).join("、")}`]
          : []),
        ...new Set(aimed.flatMap(({ conflict }) => conflict ?? [])),
      ],
      records: group.map(({ id, line }) => ({ id, line })),
    },
    ...(indicator && convertUnit("0", unit, indicator.unit) !== undefined ? { indicator: indicator.key } : {}),
  };
}

const fine = (unit: string): boolean => /^(%|百分点|万人|亿元|万元|万平方米|万人次|年)$/.test(unit);

const wording = ({ target, unit }: PlanRecord): string => {
  const figure = target?.range ? `${target.range.from}—${target.range.to}` : (target?.value ?? "").replace(/\.0+$/, "");
  const signs: Readonly<Record<string, string>> = { ">": "超过", ">=": "不低于", "<": "低于", "<=": "不高于" };
  return `${signs[target?.operator ?? ""] ?? ""}${figure}${PLAIN[unit] ?? unit}`;
};

/** Which way is better. The numbers of pupils are forecasts: neither more nor less is better. */
function directionOf({ name, direction, target }: PlanRecord, known: Aim["direction"] | undefined): Aim["direction"] {
  if (direction !== undefined) return direction;
  if (known !== undefined && known !== "none") return known;
  if (target?.operator === "decrease" || target?.operator === "<" || target?.operator === "<=") return "down";
  if (/差异|排名|近视/.test(name)) return "down";
  if (
    target?.operator === "=" &&
    /在校学生数|在园幼儿数|在校生规模|办学规模|阶段学校数|年龄下限|年限$|建成年/.test(name)
  )
    return /受教育年限|免费教育年限/.test(name) ? "up" : "none";
  return "up";
}
