import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { complete } from "#core/builder/completion.ts";
import { expressionFaults } from "#core/builder/expression-faults.ts";
import type { Field } from "#core/field/definition.ts";
import { analyse } from "#core/rule/grammar.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const number = (key: string, prior?: string): Field => ({
  type: "number",
  key,
  label: key,
  unit: "万元",
  precision: 2,
  required: true,
  ...(prior === undefined ? {} : { prior }),
});
const LIST = [number("教育支出", "上年"), number("教育支出总额"), number("学生数"), number("支出")];
const FIELDS = new Map(LIST.map((field) => [field.key, field]));
const marks = (expression: string) =>
  expressionFaults(expression, FIELDS).map(({ from, to, message, repair }) => ({
    at: expression.slice(from, to),
    from,
    message,
    repair,
  }));

describe("what is wrong with an expression", () => {
  it.each([
    ["教育支出 >= 上年.教育支出", []],
    ["", []],
    ["  ", []],
    ['"（，）" = "、"', []],
  ])("is nothing in %j", (expression, expected) => {
    expect(marks(expression)).toEqual(expected);
  });

  it("is marked on the name itself, also where another name contains it", () => {
    const found = marks("教育支出总额 > 1 and 出总 > 2 and 总额 > 3");
    expect(found.map(({ at, from }) => ({ at, from }))).toEqual([
      { at: "出总", from: 15 },
      { at: "总额", from: 26 },
    ]);
  });

  it("names every unknown name, and the one that was meant", () => {
    expect(marks("教育总支出 > 学生人数")).toEqual([
      { at: "教育总支出", from: 0, message: "没有名为“教育总支出”的数据项，是否为“教育支出”？", repair: "教育支出" },
      { at: "学生人数", from: 8, message: "没有名为“学生人数”的数据项，请从提示中选用", repair: undefined },
    ]);
  });

  it.each([
    ["教育支出 >=", 7, "", "表达式到这里还没有写完"],
    ["(教育支出 >= 1", 0, "(", "这个括号没有配对，请补上“)”或删去"],
    ["教育支出 >= 1)", 9, ")", "这个括号没有配对，请补上“)”或删去"],
    ['教育支出 = "甲', 7, '"甲', '这段文字缺少后面的引号，请补上 "'],
    ["教育支出 学生数", 0, "教育支出 学生数", "“教育支出”后面缺少符号，例如 >=、and；名称中没有空格"],
    ["上年.学生数 > 1", 3, "学生数", "“学生数”没有设上期，请先在数据项中填写“上期”"],
    ["教育支出 + 1 > 2", 0, "教育支出 + 1", "请改用 合计、差、积、商、增幅，加减乘除符号会有小数误差"],
  ])("in %j stands at its place, with the remedy", (expression, from, at, message) => {
    expect(marks(expression)[0]).toMatchObject({ from, at, message });
  });

  it("is a sign of a Chinese keyboard, which is put right at once", () => {
    const found = expressionFaults("合计（教育支出，学生数）≥ 1", FIELDS);
    expect(found.map(({ repair }) => repair)).toEqual(["(", ",", ")", ">="]);
    const repaired = found.reduceRight(
      (text, { from, to, repair = "" }) => text.slice(0, from) + repair + text.slice(to),
      "合计（教育支出，学生数）≥ 1",
    );
    expect(expressionFaults(repaired, FIELDS)).toEqual([]);
  });

  const pieces = fc.constantFrom(
    ...LIST.map(({ key }) => key),
    "上年",
    ".",
    ">=",
    "and",
    "(",
    "（",
    ")",
    '"',
    " ",
    "1",
  );
  const text = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.array(pieces, { maxLength: 10 }).map((all) => all.join("")),
  );

  it("is within the text, in words, and is something wherever the rule itself would be refused", () => {
    holds([text], (expression) => {
      const found = expressionFaults(expression, FIELDS);
      for (const { from, to, message } of found) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThanOrEqual(from);
        expect(to).toBeLessThanOrEqual(expression.length);
        expect(message).not.toBe("");
      }
      const read = analyse(expression, (name) => FIELDS.get(name)?.type);
      const refused = !read.ok || read.value.unknown.length > 0;
      if (refused && expression.trim() !== "") expect(found.length).toBeGreaterThan(0);
    });
  });

  it("is nothing that a repair leaves where it was", () => {
    holds([text], (expression) => {
      const [first] = expressionFaults(expression, FIELDS);
      if (first?.repair === undefined) return;
      const repaired = expression.slice(0, first.from) + first.repair + expression.slice(first.to);
      const again = expressionFaults(repaired, FIELDS);
      expect(again.find(({ from, message }) => from === first.from && message === first.message)).toBeUndefined();
    });
  });
});

describe("proposals while one types", () => {
  const proposed = (text: string) => complete(text, text.length, LIST, false).options.map(({ insert }) => insert);

  it("come for the beginning of a name and where a name must follow", () => {
    expect(proposed("教育")[0]).toBe("教育支出");
    expect(proposed("教育支出 >= ")).toContain("学生数");
    expect(proposed("合计(")).toContain("学生数");
    expect(proposed("上年.")).toEqual(["教育支出"]);
  });

  it("do not come behind a figure, in a text, behind a whole name or where a sign must follow: Tab goes on", () => {
    expect(proposed("教育支出 >= 0")).toEqual([]);
    expect(proposed('教育支出 = "教')).toEqual([]);
    expect(proposed("学生数")).toEqual([]);
    expect(proposed("学生数 ")).toEqual([]);
    expect(complete("学生数 ", 4, LIST).options.length).toBeGreaterThan(0);
  });
});
