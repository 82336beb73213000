import { describe, expect, it } from "vitest";
import { emptyAnswer } from "#core/answer/answer.ts";
import { openParts } from "#core/answer/carried.ts";
import { checkAnswer } from "#core/answer/check-answer.ts";
import { importReport } from "#core/importer/import-report.ts";
import { planImport } from "#core/importer/plan-import.ts";
import type { ImportOptions } from "#core/importer/plan-reads.ts";
import { applyCarry } from "#core/reuse/apply-carry.ts";
import { undoCarry } from "#core/reuse/undo-carry.ts";
import { findItem } from "#core/template/outline.ts";
import { readIndicators, readTemplate } from "#tests/templates/read-content.ts";

const template = readTemplate();
const indicators = readIndicators();
const SOURCE = `[ 索引号 ] 11500226009341047W/2022-00021 [ 发布日期 ] 2022-11-06
云岭区人民政府2022年履行教育职责自评报告
我区认真开展自评，现将情况报告如下。
一、自查情况
（一）落实教育优先发展
1.严格落实教育经费“两个只增不减”。2021年，中小学幼儿园一般公共预算教育支出18.30亿元，比2020年的17.52亿元增长0.78亿元。
2.坚持教育规划、教育资源配置优先。印发《云岭区学校布点规划》（云岭府办〔202136号）。新增学位1200个。
二、存在的主要问题
（一）学位供给不足。城区学位偏紧。`;

const read = (source = SOURCE) => importReport({ source, template, indicators });
const AS_IT_IS: ImportOptions = { simplified: false, repaired: false };
const target = (year: number, answers = new Map()) => ({ template, year, answers, locked: new Set<string>() });
const NO_CHANGE = { mode: "unanswered" as const, include: [], exclude: [] };

describe("the plan of an import", () => {
  it("puts a report of the same year where it belongs, as drafts that wait to be confirmed", () => {
    const plan = planImport(read(), target(2022), AS_IT_IS);
    const { changes } = applyCarry(plan, NO_CHANGE, new Map());
    const after = new Map(changes.map((change) => [change.itemKey, change.after]));
    expect(after.get("two-only-increase")?.values["一般公共预算教育支出"]).toEqual({ now: "18.30", prior: "17.52" });
    expect(after.get("two-only-increase")?.narrative).toMatch(/^2021年，中小学幼儿园/);
    expect(after.get("problems")?.values["主要问题"]).toEqual([{ heading: "学位供给不足", text: "城区学位偏紧。" }]);
    expect(after.get("cover")?.values["索引号"]).toBe("11500226009341047W/2022-00021");
    expect(plan.items.flatMap(({ parts }) => parts).map(({ text }) => text)).toContain("18.30亿元，上期17.52亿元");
    for (const [itemKey, answer] of after) {
      const placed = findItem(template, itemKey);
      expect(placed && checkAnswer(placed.item, answer), itemKey).toMatchObject({ ok: true });
      expect(answer.done).toBe(false);
      expect(openParts(answer).length).toBeGreaterThan(0);
    }
  });

  it("brings last year's report into this year by the rules of carry-forward", () => {
    const plan = planImport(read(), target(2023), AS_IT_IS);
    const { changes } = applyCarry(plan, NO_CHANGE, new Map());
    const after = new Map(changes.map((change) => [change.itemKey, change.after]));
    expect(after.get("two-only-increase")?.values["一般公共预算教育支出"]).toEqual({ prior: "18.30" });
    expect(after.get("cover")?.values["索引号"]).toBeUndefined();
    expect(plan.withheld.map(({ label }) => label)).toContain("索引号");
    expect(plan.fromYear).toBe(2022);
  });

  it("leaves what is unsure to a person", () => {
    const plan = planImport(read(), target(2022), AS_IT_IS);
    const documents = plan.items.flatMap(({ parts }) => parts).find(({ path }) => path === "values.教育布局文件");
    expect(documents).toMatchObject({
      ask: true,
      chosen: false,
      text: expect.stringContaining("云岭府办〔2021〕36号"),
    });
  });

  it("repairs prose only where that was asked for", () => {
    const proseOf = (options: ImportOptions) =>
      planImport(read(), target(2022), options)
        .items.flatMap(({ parts }) => parts)
        .find(({ path, itemKey }) => path === "narrative" && itemKey === "planning-first")?.value;
    expect(proseOf(AS_IT_IS)).toContain("〔202136号");
    expect(proseOf({ simplified: false, repaired: true })).toContain("〔2021〕36号");
  });

  it("shows what is taken already and leaves it alone unless told", () => {
    const answers = new Map([["two-only-increase", { ...emptyAnswer(), narrative: "已经写好的正文。" }]]);
    const plan = planImport(read(), target(2022, answers), AS_IT_IS);
    const kept = applyCarry(plan, NO_CHANGE, answers).changes.find(({ itemKey }) => itemKey === "two-only-increase");
    expect(kept?.after.narrative).toBe("已经写好的正文。");
    expect(
      undoCarry(kept ? [kept] : [], new Map([["two-only-increase", kept?.after ?? emptyAnswer()]]))[0]?.after,
    ).toEqual(answers.get("two-only-increase"));
  });

  it("does not touch items that are handed in", () => {
    const locked = { ...target(2022), locked: new Set(["two-only-increase"]) };
    const { changes } = applyCarry(planImport(read(), locked, AS_IT_IS), NO_CHANGE, new Map());
    expect(changes.map(({ itemKey }) => itemKey)).not.toContain("two-only-increase");
  });
});

describe("what a person puts elsewhere", () => {
  const start = SOURCE.indexOf("2.坚持教育规划");
  const end = SOURCE.indexOf("二、存在的");

  it("goes there, with its figures read anew", () => {
    const { items } = importReport({
      source: SOURCE,
      template,
      indicators,
      moves: [{ start, end, item: "admissions" }],
    });
    expect(items.map(({ item, confidence }) => [item, confidence === 1])).toContainEqual(["admissions", true]);
    expect(items.some(({ item }) => item === "planning-first")).toBe(false);
  });

  it("is unplaced where it is sent nowhere, and still there", () => {
    const { unplaced, segments } = importReport({
      source: SOURCE,
      template,
      indicators,
      moves: [{ start, end, item: null }],
    });
    expect(unplaced[0]?.text).toMatch(/^2\.坚持教育规划/);
    expect(segments.map((each) => SOURCE.slice(each.start, each.end)).join("")).toBe(SOURCE);
  });
});
