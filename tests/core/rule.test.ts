import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FieldTypeName } from "#core/field/definition.ts";
import type { StoredValue } from "#core/field/value.ts";
import { checkSubmission } from "#core/rule/check.ts";
import { evaluateRule } from "#core/rule/expression.ts";
import type { Finding } from "#core/rule/finding.ts";
import { analyse } from "#core/rule/grammar.ts";
import type { Rule, Template } from "#core/template/schema.ts";
import { decimalText, hostileText } from "#tests/fixtures/core-arbitraries.ts";
import { contentOf, templateWith } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const number = (key: string) => ({
  type: "number" as const,
  key,
  label: key,
  unit: "万元",
  precision: 6,
  prior: "上年",
});
const FIELDS = [
  number("甲"),
  number("乙"),
  number("丙"),
  { type: "text" as const, key: "名称", label: "名称" },
  { type: "yesno" as const, key: "达标", label: "达标" },
  { type: "date" as const, key: "日期", label: "日期" },
  { type: "documents" as const, key: "文件", label: "文件" },
];
const checklist = (rule: Partial<Rule>): Template =>
  templateWith({
    fields: FIELDS,
    rules: [{ key: "r", expect: "true", severity: "error", message: "规则不成立", standing: "verified", ...rule }],
  });

/** What the rule says of these values; missing answers are no part of it. */
const ruleFindings = (rule: Partial<Rule>, values: Record<string, StoredValue>, year = 2022): Finding[] =>
  checkSubmission(contentOf(checklist(rule), { "item-1": { values } }, { year })).filter((finding) =>
    finding.code.startsWith("rule."),
  );
const outcome = (expect: string, values: Record<string, StoredValue>, more: Partial<Rule> = {}): string =>
  ruleFindings({ expect, ...more }, values)
    .map((finding) => `${finding.code}/${finding.severity}`)
    .join() || "silent";

const FULL: Record<string, StoredValue> = {
  甲: { now: "5", prior: "4" },
  乙: { now: "2", prior: "3" },
  丙: { now: "7", prior: "0" },
  名称: "实验小学",
  达标: true,
  日期: "2022-04-01",
  文件: [{ title: "办法", number: "", issuer: "" }],
};
const BROKEN = "rule.unevaluable/error";

describe("a rule", () => {
  it.each([
    ["甲 >= 上年.甲", "silent"],
    ["乙 >= 上年.乙", "rule.failed/error"],
    ["甲 >= -5", "silent"],
    ["合计(甲, 乙) = 丙", "silent"],
    ["合计(甲, 乙) != 丙", "rule.failed/error"],
    ["差(甲, 乙) = 3 and 积(甲, 乙) = 10", "silent"],
    ["商(甲, 乙, 1) = 2.5", "silent"],
    ["增幅(甲, 上年.甲) = 25", "silent"],
    ["甲 in [1..5]", "silent"],
    ["甲 in (1, 2)", "rule.failed/error"],
    ["甲 between 6 and 7", "rule.failed/error"],
    ["if 达标 then 甲 > 0 else 甲 = 0", "silent"],
    ["达标 = false or 甲 > 1", "silent"],
    ["not(达标)", "rule.failed/error"],
    ['名称 = "实验小学"', "silent"],
    ['日期 < "2022-05-01"', "silent"],
    ["报告年度 = 2022", "silent"],
  ])("%s: %s", (expression, expected) => {
    expect(outcome(expression, FULL)).toBe(expected);
  });

  it.each([
    ["甲 >", "unfinished"],
    ["甲 > 1 )", "a bracket too many"],
    ["", "empty to the eye: a blank"],
    ["丁 > 1", "an unknown name"],
    ["甲 > 0 or 丁 > 1", "an unknown name that would not decide"],
    ["上年.丁 > 1", "an unknown prior"],
    ["constructor = 1", "a member of every object"],
    ["toString(甲) = 1", "a member of every object, called"],
    ["sum(甲, 乙) = 7", "a function of the library"],
    ["甲", "a number, not a truth"],
    ['"是"', "a text, not a truth"],
    ["名称 > 1", "text against number"],
    ["名称 < 1", "text against number"],
    ["名称 = 1", "text against number"],
    ['甲 = "5"', "number against text"],
    ["达标 > 1", "truth against number"],
    ["达标 > false", "an order of truths"],
    ["名称 in [1..3]", "text in an interval of numbers"],
    ["名称 between 1 and 3", "text between numbers"],
    ["甲 and 达标", "a number as a truth"],
    ["not(甲)", "a number as a truth"],
    ["if 甲 then true else false", "a number as a condition"],
    ["if 达标 then 1 else true", "branches of two kinds"],
    ["合计(甲, 名称) > 1", "a text in a sum"],
    ["合计() = 0", "a sum of nothing"],
    ["差(甲) = 5", "too few arguments"],
    ["差(甲, 乙, 丙) = 0", "too many arguments"],
    ["合计(a: 甲) = 5", "a named argument"],
    ["合计 = 1", "a function as a value"],
    ["上年 = 1", "the prior year as a value"],
    ["上年.甲.乙 = 1", "a path too far"],
    ["甲.乙 = 1", "a path into a number"],
    ["上年.名称 = 1", "the prior of a text"],
    ["文件 = 1", "a list of documents"],
    ["甲 + 乙 = 7", "plus"],
    ["甲 - 乙 = 3", "minus"],
    ["甲-乙 = 3", "minus without blanks"],
    ["-甲 < 0", "a sign before a name"],
    ["甲 * 乙 = 10", "times"],
    ["甲 / 乙 > 1", "divided by"],
    ["甲 ** 2 > 1", "a power"],
    ["every x in [甲] satisfies x > 0", "a quantifier"],
    ["count(for i in 1..9 return i) = 9", "a loop"],
    ["[1, 2][item > 1] = 2", "a filter"],
    ["{a: 1}.a = 1", "a context"],
    ["(function(x) x > 1)(甲)", "a function definition"],
    ["甲 instance of number", "a type test"],
    ["甲 > 1 > 0", "a chain of comparisons"],
    ["甲 > null", "an order with nothing"],
    ["增幅(丙, 上年.丙) >= 0", "growth over nothing"],
    ["商(甲, 上年.丙) = 0", "a quotient by zero"],
    ["商(甲, 乙, 1.5) = 2", "places that are no whole number"],
    ["商(甲, 乙, -1) = 2", "negative places"],
  ])("%s cannot be evaluated and says so: %s", (expression) => {
    expect(outcome(expression.padEnd(1), FULL)).toBe(BROKEN);
    expect(outcome("true", FULL, { when: expression.padEnd(1) })).toBe(BROKEN);
  });

  it.each([
    "甲 >= 乙",
    "甲 = 乙",
    "甲 != 乙",
    "合计(甲, 乙) = 5",
    "甲 > 9 and 乙 > 9",
    "甲 > 0 and 甲 = 合计(乙, 3)",
    "乙 in (1, 2)",
    "not(乙 > 1)",
  ])("%s stays silent while one of its fields is unanswered", (expression) => {
    expect(outcome(expression, { 甲: { now: "5" } })).toBe("silent");
    expect(outcome(expression, { 甲: { now: "5" }, 乙: { prior: "1" } })).toBe("silent");
  });

  it("stays silent while the prior value is missing, and while its condition cannot be decided", () => {
    expect(outcome("甲 >= 上年.甲", { 甲: { now: "5" } })).toBe("silent");
    expect(outcome("甲 > 9", { 甲: { now: "5" } }, { when: "达标" })).toBe("silent");
    expect(outcome("达标", { 达标: false })).toBe("rule.failed/error");
  });

  it("may say itself what holds while a field is unanswered", () => {
    expect(outcome("乙 != null", { 甲: { now: "5" } }, { when: "甲 > 1" })).toBe("rule.failed/error");
    expect(outcome("合计(甲, 乙) = 0", { 甲: { now: "5" } }, { when: "甲 != null and 乙 != null" })).toBe("silent");
    expect(outcome("合计(甲, 乙) = 0", FULL, { when: "甲 != null and 乙 != null" })).toBe("rule.failed/error");
  });

  it("applies only where its condition is true", () => {
    expect(outcome("甲 > 9", FULL, { when: "达标" })).toBe("rule.failed/error");
    expect(outcome("甲 > 9", FULL, { when: "not(达标)" })).toBe("silent");
  });

  it("applies in its years, both included", () => {
    const years = (rule: Partial<Rule>) =>
      [2020, 2021, 2022, 2023, 2024].filter(
        (year) => ruleFindings({ expect: "甲 > 9", ...rule }, FULL, year).length > 0,
      );
    expect(years({ from: 2021, to: 2023 })).toEqual([2021, 2022, 2023]);
    expect(years({ from: 2023 })).toEqual([2023, 2024]);
    expect(years({ to: 2020 })).toEqual([2020]);
  });

  it("that nobody has verified never blocks", () => {
    expect(outcome("甲 > 9", FULL, { standing: "unverified" })).toBe("rule.failed/notice");
    expect(outcome("甲 > 9", FULL, { standing: "source", severity: "warning" })).toBe("rule.failed/warning");
  });

  it("points at its own field, else at the first that it names, and cites what it rests on", () => {
    const [finding] = ruleFindings({ expect: "乙 > 甲", field: "丙", ref: "R-08" }, FULL);
    expect(finding).toMatchObject({
      id: "rule:item-1:r",
      itemKey: "item-1",
      fieldKey: "丙",
      ref: "R-08",
      message: "规则不成立",
    });
    expect(ruleFindings({ expect: "乙 > 甲" }, FULL)[0]?.fieldKey).toBe("乙");
    expect(ruleFindings({ expect: "上年.乙 > 9" }, FULL)[0]?.fieldKey).toBe("乙");
  });
});

describe("arithmetic in rules", () => {
  it("is decimal: a tenth and two tenths are three tenths", () => {
    expect(outcome("合计(甲, 乙) = 丙", { 甲: { now: "0.1" }, 乙: { now: "0.2" }, 丙: { now: "0.3" } })).toBe("silent");
    expect(outcome("合计(0.1, 0.2) = 0.3", {})).toBe("silent");
    expect(outcome("差(0.3, 0.1) = 0.2 and 积(1.1, 1.1) = 1.21 and 商(1, 3, 4) = 0.3333", {})).toBe("silent");
  });

  it("does not lose results so small that JavaScript prints them with an exponent", () => {
    expect(outcome("差(积(0.001, 0.0001), 0) = 0.0000001", {})).toBe("silent");
    expect(outcome("差(积(0.001, 0.0001), 0) = 0", {})).toBe("rule.failed/error");
  });

  it("agrees with integers on sums and differences of money", () => {
    const money = fc.integer({ min: -10_000_000, max: 10_000_000 });
    const yuan = (cents: number) => (cents / 100).toFixed(2).replace(/^-0\.00$/, "0.00");
    holds(
      [fc.array(money, { minLength: 2, maxLength: 3 })],
      (cents) => {
        const values = Object.fromEntries(
          cents.map((each, index) => [["甲", "乙"][index] ?? "丙", { now: yuan(each) }]),
        );
        const sum = yuan(cents.reduce((a, b) => a + b, 0));
        expect(outcome(`合计(${Object.keys(values).join(", ")}) = ${sum}`, values)).toBe("silent");
      },
      100,
    );
  });

  it("compares as decimals do, or says that there are too many digits: never a wrong verdict", () => {
    holds(
      [decimalText(18, 6), decimalText(18, 6), fc.boolean()],
      (a, b, equal) => {
        const right = equal ? a : b;
        const scaled = (text: string) => {
          const [whole = "", fraction = ""] = text.split(".");
          return BigInt(whole + fraction.padEnd(6, "0"));
        };
        const said = outcome("甲 >= 乙", { 甲: { now: a }, 乙: { now: right } });
        expect(scaled(a) >= scaled(right) ? ["silent", BROKEN] : ["rule.failed/error", BROKEN]).toContain(said);
      },
      200,
    );
    expect(outcome("甲 > 乙", { 甲: { now: "9007199254740993" }, 乙: { now: "9007199254740992" } })).toBe(BROKEN);
  });
});

describe("analyse", () => {
  const types = new Map<string, FieldTypeName>(FIELDS.map((field) => [field.key, field.type]));
  const read = (expression: string) => analyse(expression, (name) => types.get(name));

  it("lists what an expression names", () => {
    expect(read("合计(甲, 上年.乙) > 上年.丙 and (丁 = 1 or 丙 != null) and 上年.戊 > 报告年度")).toEqual({
      ok: true,
      value: { current: ["甲", "丙"], optional: ["丙"], prior: ["乙", "丙"], unknown: ["丁", "戊"] },
    });
  });

  it("says where the fault is", () => {
    expect(read("甲 > 0 and 甲 + 乙 > 1")).toMatchObject({
      ok: false,
      error: { code: "rule.float-arithmetic", from: 10, to: 15 },
    });
    expect(read("甲 >")).toMatchObject({ ok: false, error: { code: "rule.syntax" } });
    expect(read("名称 > 1")).toMatchObject({ ok: false, error: { code: "rule.type", from: 0, to: 6 } });
    expect(read("every x in [1] satisfies true")).toMatchObject({ ok: false, error: { code: "rule.unsupported" } });
  });

  it("ends on any text, and nothing that it accepts makes the evaluation throw", () => {
    const piece = fc.constantFrom(
      "甲",
      "名称",
      "达标",
      "上年.甲",
      "上年",
      "合计(",
      "not(",
      "(",
      ")",
      ",",
      "1",
      "-2",
      '"x"',
      "true",
      "null",
      ">",
      "=",
      "!=",
      "in",
      "[1..2]",
      "and",
      "or",
      "if",
      "then",
      "else",
      "between",
      "+",
      "//",
      "/*",
      "\n",
      "constructor",
      "@",
      "`",
    );
    const expression = fc.oneof(
      hostileText,
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(" ")),
    );
    holds(
      [expression],
      (text) => {
        const result = read(text);
        if (!result.ok) {
          expect(result.error.message).toMatch(/[\u4e00-\u9fff]/);
          return;
        }
        evaluateRule(text, { year: 2022, current: { 甲: 1, 名称: "x", 达标: true }, prior: { 甲: 2 } });
      },
      1500,
    );
  });

  it("ends on expressions as long and as nested as a checklist may hold", () => {
    const nested = `${"(".repeat(490)}甲 > 1${")".repeat(490)}`;
    const calls = `${"合计(".repeat(240)}甲${")".repeat(240)} > 1`;
    const chain = Array(90).fill("甲 > 1").join(" and ");
    const nots = `${"not(".repeat(190)}达标${")".repeat(190)}`;
    for (const expression of [
      nested,
      calls,
      chain,
      nots,
      "甲 ".repeat(500),
      "-".repeat(1000),
      "甲 > 1 or ".repeat(90),
    ]) {
      expect(expression.length).toBeLessThanOrEqual(1000);
      const result = read(expression);
      if (result.ok && result.value.unknown.length === 0)
        expect(evaluateRule(expression, { year: 2022, current: { 甲: 2, 达标: true }, prior: {} }).ok).toBe(true);
    }
    expect(() => checklist({ expect: `甲 > ${"1".repeat(1000)}` })).toThrow();
  });
});
