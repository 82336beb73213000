import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { applyingPlans } from "#core/target/applying-plans.ts";
import { assess, pathAt } from "#core/target/assess.ts";
import { type JoinedTarget, joinedTargets, targetText } from "#core/target/joined-target.ts";
import { type PlanFile, planFile } from "#core/target/plan.ts";
import { indicatorsOf } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const indicators = indicatorsOf(
  { key: "rate", name: "巩固率", aliases: ["义务教育巩固率"], unit: "%", direction: "up", definition: "率" },
  { key: "gap", name: "差异系数", unit: "", direction: "down", definition: "系数" },
  { key: "children", name: "在园幼儿数", unit: "人", direction: "none", definition: "人数" },
  { key: "money", name: "教育支出", unit: "亿元", direction: "up", definition: "支出" },
);

type RecordInput = Partial<PlanFile["records"][number]>;
const planOf = (region: string, records: RecordInput[], from = 2021): PlanFile =>
  planFile.parse({
    format: 1,
    plan: { key: "plan", title: `${region}规划`, kind: "plan", region, from, to: 2025, source: "测试" },
    records: records.map((record, index) => ({
      id: `900-${String(index + 1).padStart(3, "0")}`,
      name: "巩固率",
      kind: "target",
      unit: "%",
      line: 1,
      ...record,
    })),
  });
const aim = (value: string, more: object = {}) => ({ target: { value, year: 2025, operator: "=" as const, ...more } });
const base = (value: string, year = 2020) => ({ kind: "baseline" as const, baseline: { value, year } });
const only = (records: RecordInput[], from?: number): JoinedTarget => {
  const [target] = joinedTargets(planOf("甲市", records, from), indicators);
  if (!target) throw new Error("no target");
  return target;
};
const at = (now: string, year: number, unit = "%") => ({ value: { now }, unit, year });

describe("a plan's aims", () => {
  it("join target and baseline that the plan names differently", () => {
    const target = only([{ name: "义务教育巩固率", ...aim("95") }, base("90")]);
    expect(target).toMatchObject({ value: "95", baselines: [{ year: 2020, value: "90" }], conflicts: [] });
    expect(targetText(target)).toBe("2025年95%");
  });

  it("keep what the plan contradicts itself in, and show it", () => {
    const both = joinedTargets(planOf("甲市", [aim("92"), aim("90"), base("80")]), indicators);
    expect(both.map(({ value }) => value)).toEqual(["92", "90"]);
    expect(both[0]?.conflicts.join("")).toContain("另写作90%");
    const worded = only([aim("98", { operator: ">" }), aim("98.0")]);
    expect(targetText(worded)).toBe("2025年超过98%");
    expect(worded.conflicts.join("")).toContain("超过98%、98.0%");
    expect(only([aim("99"), base("97"), base("97.5")]).conflicts.join("")).toContain("97%、97.5%");
  });

  it("leave results of an earlier plan out of the aims", () => {
    const past: RecordInput = {
      kind: "actual",
      baseline: { value: "80", year: 2015 },
      result: { value: "88", year: 2020 },
    };
    expect(only([past, aim("95"), base("88")])).toMatchObject({
      baselines: [{ year: 2020 }],
      history: [{ year: 2015 }, { year: 2020 }],
    });
  });
});

describe("assess", () => {
  const rate = only([aim("95"), base("90")]);

  it("tells reached, on course and behind by the straight line", () => {
    expect(assess(rate, at("95", 2022))).toMatchObject({ state: "reached" });
    expect(assess(rate, at("92", 2022))).toMatchObject({ state: "on-course", expected: "92" });
    expect(assess(rate, at("91.9", 2022))).toMatchObject({ state: "behind" });
    expect(assess(rate, at("94.9", 2025))).toMatchObject({ state: "behind" });
  });

  it("goes the other way where less is better", () => {
    const gap = only([
      { name: "差异系数", unit: "无量纲", ...aim("0.25") },
      { name: "差异系数", unit: "无量纲", ...base("0.35") },
    ]);
    expect(assess(gap, at("0.31", 2022, ""))).toMatchObject({ state: "on-course", expected: "0.31" });
    expect(assess(gap, at("0.33", 2022, ""))).toMatchObject({ state: "behind" });
    expect(assess(gap, at("0.25", 2022, ""))).toMatchObject({ state: "reached" });
  });

  it("takes a figure for what its last digit may stand for", () => {
    const slow = only([aim("93.2"), base("90")]);
    expect(assess(slow, at("91.9", 2023))).toMatchObject({ state: "on-course", expected: "91.92" });
  });

  it("does not judge without a baseline, before the plan begins, without a direction or without a figure", () => {
    expect(assess(only([aim("95")]), at("90", 2022))).toMatchObject({
      state: "none",
      reason: expect.stringContaining("基期"),
    });
    expect(assess(only([aim("95")]), at("95", 2022))).toMatchObject({ state: "reached" });
    expect(assess(only([aim("95"), base("90")], 2024), at("99", 2022))).toMatchObject({ state: "none" });
    const children = only([{ name: "在园幼儿数", unit: "万人", ...aim("2.7") }]);
    expect(assess(children, at("29000", 2022, "人"))).toMatchObject({ state: "none" });
    expect(assess(rate, { value: undefined, unit: "%", year: 2022 })).toMatchObject({ state: "none", expected: "92" });
  });

  it("reads hedges on both sides", () => {
    expect(assess(only([{ ...aim("95"), hedge: "左右" }]), at("94.5", 2025))).toMatchObject({ state: "reached" });
    expect(assess(only([aim("95", { operator: ">" })]), at("95", 2025))).toMatchObject({ state: "behind" });
    expect(assess(rate, { value: { now: "95", qualifier: "近" }, unit: "%", year: 2025 })).toMatchObject({
      state: "behind",
    });
    expect(assess(rate, { value: { now: "95", qualifier: "左右" }, unit: "%", year: 2025 })).toMatchObject({
      state: "open",
    });
  });

  it("stays open where the plan's own baselines lead to different answers", () => {
    const torn = only([aim("99"), base("90"), base("95")]);
    expect(assess(torn, at("95.5", 2022))).toMatchObject({ state: "open" });
    expect(assess(torn, at("97", 2022))).toMatchObject({ state: "on-course", expected: "93.6—96.6" });
  });

  it("holds a yearly aim against the change", () => {
    const money = only([
      { name: "教育支出", unit: "亿元", target: { value: "0", period: "每年", operator: "increase" } },
    ]);
    const change = (now: string, prior?: string) => ({
      value: prior === undefined ? { now } : { now, prior },
      unit: "亿元",
      year: 2021,
    });
    expect(targetText(money)).toBe("每年只增不减");
    expect(assess(money, change("25.46", "24.07")).state).toBe("reached");
    expect(assess(money, change("24.06", "24.07")).state).toBe("behind");
    expect(assess(money, change("24.06")).state).toBe("none");
  });

  it("converts units before it compares", () => {
    const money = only([{ name: "教育支出", unit: "万元", ...aim("300000") }]);
    expect(assess(money, at("30", 2025, "亿元")).state).toBe("reached");
  });

  const figure = fc.integer({ min: 0, max: 10_000 }).map((n) => (n / 100).toFixed(2));

  it("is reached exactly where the figure is not below the aim, whatever the year", () => {
    holds([figure, figure, figure, fc.integer({ min: 2021, max: 2030 })], (start, goal, now, year) => {
      const { state } = assess(only([aim(goal), base(start)]), at(now, year));
      expect(state === "reached").toBe(compareDecimals(now, goal) >= 0);
    });
  });

  it("never turns worse when the figure grows", () => {
    const order = ["behind", "on-course", "reached"];
    holds([figure, figure, figure, figure, fc.integer({ min: 2021, max: 2025 })], (start, goal, a, b, year) => {
      const [less = a, more = b] = [a, b].sort(compareDecimals);
      const rank = (now: string) => order.indexOf(assess(only([aim(goal), base(start)]), at(now, year)).state);
      expect(rank(more)).toBeGreaterThanOrEqual(rank(less));
    });
  });

  it("follows a path that runs one way from baseline to aim and stays there", () => {
    holds([figure, figure, fc.integer({ min: 2021, max: 2040 })], (start, goal, year) => {
      const path = (when: number) => pathAt({ year: 2020, value: start }, goal, 2035, when) ?? "";
      const step = compareDecimals(path(year), path(year - 1));
      expect([0, compareDecimals(goal, start)]).toContain(step);
      expect(compareDecimals(path(2020), start)).toBe(0);
      expect(path(2035)).toBe(goal);
      expect(pathAt({ year: 2020, value: start }, goal, 2035, 2019)).toBeUndefined();
    });
  });
});

describe("applyingPlans", () => {
  const city = planOf("重庆市", [aim("95")], 2016);
  const own = planOf("重庆市沙坪坝区", [aim("95")]);
  const far = planOf("辽宁省抚顺市", [aim("95")]);
  const titles = (district: string) => applyingPlans(district, [city, own, far]).map(({ plan }) => plan.region);

  it("puts the district's own plan before the city's, and takes no other place's", () => {
    expect(titles("重庆市沙坪坝区")).toEqual(["重庆市沙坪坝区", "重庆市"]);
    expect(titles("重庆市沙坪坝区教育委员会")).toEqual(["重庆市沙坪坝区", "重庆市"]);
    expect(titles("沙坪坝区")).toEqual(["重庆市沙坪坝区"]);
    expect(titles("重庆市渝北区")).toEqual(["重庆市"]);
    expect(titles("抚顺市顺城区")).toEqual(["辽宁省抚顺市"]);
    expect(titles("辽宁省抚顺市")).toEqual(["辽宁省抚顺市"]);
    expect(titles("湖北省沙市区")).toEqual([]);
  });

  it("takes no report for a plan", () => {
    const report = { ...own, plan: { ...own.plan, kind: "report" as const } };
    expect(applyingPlans("重庆市沙坪坝区", [report])).toEqual([]);
  });
});
