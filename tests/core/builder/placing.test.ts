import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, emptyAnswer, MAX_NARRATIVE } from "#core/answer/answer.ts";
import { checkAnswer } from "#core/answer/check-answer.ts";
import { placingsIn } from "#core/builder/placing.ts";
import { planUpgrade } from "#core/builder/upgrade.ts";
import { fieldTable, outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import { storedValue } from "#tests/fixtures/core-arbitraries.ts";
import { answerOf, templateWith } from "#tests/fixtures/core-content.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";

const money = (key: string, unit: string, rest: object = {}) => ({
  type: "number" as const,
  key,
  label: key,
  unit,
  precision: 2,
  ...rest,
});
const homeless = (path: string, text: string, value: unknown = text) => ({ path, label: "教育支出", text, value });
const itemOf = (template: Template, key: string) => {
  const found = outline(template).find(({ item }) => item.key === key);
  if (!found) throw new Error(key);
  return found.item;
};

describe("an answer that lost its home", () => {
  it("goes into any field that takes it, and into prose; nothing else of the item changes", () => {
    const fields = [...fieldTable(smallTemplate).values()];
    const anyAnswer = fc
      .constantFrom(...fields)
      .chain((owned) => storedValue(owned.field).map((value) => ({ owned, value })));
    fc.assert(
      fc.property(anyAnswer, fc.constantFrom(...outline(smallTemplate)), ({ owned, value }, { item }) => {
        const stood: Answer = { ...emptyAnswer(), narrative: "原有正文", explanations: { "slot:a": "原因" } };
        for (const each of placingsIn(
          { path: `values.${owned.field.key}`, label: owned.field.label, text: "原文", value },
          owned.field,
          item,
          stood,
        )) {
          expect(checkAnswer(item, each.answer).ok).toBe(true);
          expect(each.answer.explanations).toEqual(stood.explanations);
          if (each.path === "narrative") expect(each.answer.narrative).toBe(`原有正文\n${owned.field.label}：原文`);
          else expect(each.answer.narrative).toBe("原有正文");
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is converted where the units allow it, and refused where they do not", () => {
    const to = templateWith({ key: "a", fields: [money("新支出", "亿元", { precision: 4 }), money("面积", "平方米")] });
    const was = fieldTable(templateWith({ fields: [money("教育支出", "万元", { prior: "{year-2}年" })] })).get(
      "教育支出",
    );
    const of = placingsIn(
      homeless("values.教育支出", "12345万元", { now: "12345", prior: "12000" }),
      was?.field,
      itemOf(to, "a"),
      answerOf({ values: { 新支出: { now: "9" } } }),
    );
    expect(of.map(({ path }) => path)).toEqual(["values.新支出"]);
    expect(of[0]?.answer.values["新支出"]).toEqual({ now: "1.2345" });
    expect(of[0]?.replaces).toContain("9");
    expect(of[0]?.note).toContain("万元");
    expect(of[0]?.note).toContain("12000");
  });

  it("of a plan of upgrade has a place in some item with prose, unless that is full", () => {
    const from = templateWith({ key: "gone", prose: true, fields: [money("旧数", "人")] });
    const to = { ...templateWith({ key: "stays", prose: true }), version: "2023" };
    const plan = planUpgrade(
      from,
      to,
      new Map([["gone", { ...answerOf({ values: { 旧数: { now: "5" } } }), narrative: "共有{{旧数}}。" }]]),
    );
    expect(plan.orphans).toHaveLength(2);
    // read without its field, a figure needs its unit
    expect(plan.orphans.map(({ text }) => text)).toEqual(["5人", "共有5人。"]);
    for (const orphan of plan.orphans) {
      const stood = { ...emptyAnswer(), narrative: "原有" };
      const [only] = placingsIn(orphan, undefined, itemOf(to, "stays"), stood);
      expect(only?.answer.narrative).toContain(orphan.text);
      expect(only?.answer.narrative?.startsWith("原有\n")).toBe(true);
      const full = { ...stood, narrative: "满".repeat(MAX_NARRATIVE) };
      expect(placingsIn(orphan, undefined, itemOf(to, "stays"), full)).toEqual([]);
    }
  });

  it("that was chosen from a list goes into a text field by its words", () => {
    const choice = {
      type: "choice" as const,
      key: "类型",
      label: "类型",
      options: [
        { key: "public", label: "公办" },
        { key: "private", label: "民办" },
      ],
    };
    const was = fieldTable(templateWith({ fields: [choice] })).get("类型")?.field;
    const to = templateWith({ key: "a", fields: [{ type: "text", key: "说明", label: "说明" }] });
    const [only] = placingsIn(homeless("values.类型", "公办", "public"), was, itemOf(to, "a"), emptyAnswer());
    expect(only?.answer.values["说明"]).toBe("公办");
  });
});
