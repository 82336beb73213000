import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical } from "#core/answer/canonical.ts";
import { applyEdit } from "#core/builder/apply.ts";
import { checkDraft, newMemo, publishable } from "#core/builder/check.ts";
import { complete, OUTCOME_TEXT, tryRule } from "#core/builder/completion.ts";
import { type Draft, draftFrom } from "#core/builder/draft.ts";
import { PRESET_TEXT, type Preset, recognisePreset, requireEvidence, writePreset } from "#core/builder/presets.ts";
import { field } from "#core/field/definition.ts";
import { analyse } from "#core/rule/grammar.ts";
import { fieldTable } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import { answerOf, templateWith } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";
import { choice, editOf } from "#tests/fixtures/random-edits.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";
import { readIndicators, readTemplate } from "#tests/templates/read-content.ts";

const asDraft = (template: Template): Draft => ({ format: 1, template, retired: [] });
const found = (template: Template) =>
  checkDraft(asDraft(template), readIndicators()).map(({ code, path, severity }) => `${severity} ${code} ${path}`);
const number = (key: string, more: object = {}) => ({
  type: "number" as const,
  key,
  label: key,
  unit: "人",
  precision: 0,
  ...more,
});
const rule = (key: string, expect: string, more: object = {}) => ({
  key,
  expect,
  severity: "error" as const,
  message: "不符",
  standing: "verified" as const,
  ...more,
});

describe("the checks of a draft", () => {
  it.each(["2022", "2023", "2024", "2025"])("find no error in the bundled checklist %s", (version) => {
    const faults = checkDraft(asDraft(readTemplate(version)), readIndicators());
    expect(faults.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(publishable(faults)).toBe(true);
  });

  it("say where figures determine each other in a circle", () => {
    const template = templateWith({
      fields: [number("总数"), number("甲"), number("乙")],
      rules: [rule("a", "总数 = 合计(甲, 乙)"), rule("b", "甲 = 差(总数, 乙)")],
    });
    expect(found(template)).toContain("error builder.circular item-1/rules/a");
    const straight = templateWith({
      fields: [number("总数"), number("甲"), number("乙")],
      rules: [rule("a", "总数 = 合计(甲, 乙)")],
    });
    expect(found(straight).filter((line) => line.includes("circular"))).toEqual([]);
  });

  it("say which units don't agree, and which rules can never be kept", () => {
    const template = templateWith({
      fields: [
        number("人数", { max: "100", min: "0" }),
        number("支出", { unit: "万元" }),
        number("总支出", { unit: "亿元" }),
      ],
      rules: [
        rule("unit", "人数 >= 支出"),
        rule("scale", "支出 <= 总支出"),
        rule("never", "人数 > 100"),
        rule("both", "人数 < 10 and 人数 > 200"),
        rule("same", "人数 < 人数"),
        rule("idle", "支出 >= 0", { when: "人数 < 0" }),
        rule("fine", "人数 <= 100"),
      ],
    });
    expect(found(template).filter((line) => line.includes("/rules/"))).toEqual([
      "error builder.rule-units item-1/rules/unit",
      "error builder.rule-units item-1/rules/scale",
      "error builder.rule-never item-1/rules/never",
      "error builder.rule-never item-1/rules/both",
      "warning builder.rule-never item-1/rules/same",
      "warning builder.rule-idle item-1/rules/idle",
    ]);
  });

  it("add the points up, without the bonus", () => {
    const items = [{ points: "60" }, { points: "30.5" }, { points: "5", bonus: true }];
    const template = { ...templateWith(...items), points: "100" };
    expect(checkDraft(asDraft(template), readIndicators())[0]).toMatchObject({
      code: "builder.points",
      message: "各项分值合计90.5，与总分100不符（加分项不计），请调整分值或总分",
    });
    expect(found({ ...template, points: "90.50" }).filter((line) => line.startsWith("error"))).toEqual([]);
  });

  it("name what is blank, empty or out of anybody's reach", () => {
    const template = templateWith({ prose: false, fields: [] });
    const [section] = template.sections;
    const draft = {
      ...template,
      sections: [
        ...(section ? [{ ...section, items: section.items.map((each) => ({ ...each, heading: "" })) }] : []),
        { key: "empty", heading: "空节", items: [] },
      ],
    };
    expect(found(draft)).toEqual(
      expect.arrayContaining([
        "error builder.empty item-1/heading",
        "error builder.empty-section sections/empty",
        "warning builder.unreachable item-1",
        "warning builder.no-lead item-1",
      ]),
    );
  });

  it("with a memo find the same after every edit as from the beginning, and look only at what changed", () => {
    holds(
      [fc.array(choice, { maxLength: 12 })],
      (choices) => {
        const memo = newMemo();
        let draft = draftFrom(smallTemplate, { version: "2023", year: 2023, title: "清单" }, []);
        for (const each of choices) {
          const result = applyEdit(draft, editOf(draft, each));
          if (result.ok) draft = result.value.draft;
          expect(canonical(checkDraft(draft, readIndicators(), memo))).toBe(
            canonical(checkDraft(draft, readIndicators())),
          );
        }
      },
      15,
    );
  });
});

const FIELDS = fieldTable(
  templateWith({
    fields: [
      ...["甲", "乙", "丙"].map((key) => number(key, { prior: "上年" })),
      { type: "yesno", key: "有无", label: "有无" },
      {
        type: "choice",
        key: "等次",
        label: "等次",
        options: [
          { key: 'a"b', label: "优" },
          { key: "良", label: "良" },
        ],
      },
    ],
  }),
);
const fieldOf = (key: string) => FIELDS.get(key)?.field;
const key = fc.constantFrom("甲", "乙", "丙");
const preset: fc.Arbitrary<Preset> = fc.oneof(
  key.map((each): Preset => ({ kind: "not-below-prior", field: each })),
  fc
    .tuple(
      fc.constantFrom("at-least" as const, "at-most" as const),
      key,
      fc.oneof(key, fc.constantFrom("0", "-3", "99.5")),
    )
    .map(([kind, each, than]): Preset => ({ kind, field: each, than })),
  fc.constant<Preset>({ kind: "sum", field: "甲", parts: ["乙", "丙"] }),
  fc.nat({ max: 6 }).map((places): Preset => ({ kind: "share", field: "甲", part: "乙", whole: "丙", places })),
  fc.boolean().map((yes): Preset => ({ kind: "required-if", field: "甲", condition: "有无", is: { yes } })),
  fc
    .constantFrom('a"b', "良")
    .map((option): Preset => ({ kind: "required-if", field: "乙", condition: "等次", is: { option } })),
);

describe("rules without programming", () => {
  it("are written as expressions that the grammar takes, and recognised again as what was chosen", () => {
    holds([preset], (each) => {
      const written = writePreset(each, fieldOf);
      if (!written.ok) throw new Error(written.error);
      for (const expression of [written.value.expect, written.value.when ?? "true"])
        expect(analyse(expression, (name) => fieldOf(name)?.type)).toMatchObject({ ok: true });
      expect(recognisePreset(written.value)).toEqual(each);
      expect(PRESET_TEXT[each.kind]).toMatch(/[不等若]/);
    });
  });

  it("leave expressions of one's own alone", () => {
    for (const expect_ of ["甲 >= 上年.乙", "甲 >= 1 and 乙 >= 2", "甲 = 合计(乙, 3)", "甲 > 1", "甲 >= null"])
      expect(recognisePreset({ expect: expect_ })).toBeUndefined();
    expect(writePreset({ kind: "at-least", field: "有无", than: "1" }, fieldOf)).toMatchObject({ ok: false });
  });

  it("ask for evidence by the slot itself", () => {
    const start = asDraft(smallTemplate);
    const result = applyEdit(start, requireEvidence("spending", "notice"));
    expect(result.ok && result.value.draft.template.sections[0]?.items[0]?.evidence[1]?.required).toBe(true);
  });

  it("are completed in Chinese names, with one line about each", () => {
    const fields = [...FIELDS.values()].map((each) => each.field);
    expect(complete("甲 >= 上年.", 8, fields).options.map(({ insert }) => insert)).toEqual(["甲", "乙", "丙"]);
    expect(complete("甲 = 合", 5, fields)).toMatchObject({ from: 4, options: [{ insert: "合计(" }] });
    expect(complete("", 0, fields).options.length).toBeGreaterThan(10);
  });

  it("are tried on sample answers, with the place of what is wrong", () => {
    const template = templateWith({
      fields: [number("甲", { prior: "上年" }), field.parse({ type: "yesno", key: "有无", label: "有无" })],
    });
    const outcome = (expression: string, values: Parameters<typeof answerOf>[0] = {}, when?: string) =>
      tryRule(
        template,
        "item-1",
        { ...rule("a", expression), ...(when === undefined ? {} : { when }) },
        { year: 2022, answers: new Map([["item-1", answerOf(values)]]) },
      );
    expect(outcome("甲 >= 上年.甲")).toEqual({ state: "silent", missing: ["甲"] });
    expect(outcome("甲 >= 上年.甲", { values: { 甲: { now: "2", prior: "1" } } })).toEqual({ state: "kept" });
    const missed = outcome("甲 >= 3", { values: { 甲: { now: "2" } } });
    expect(missed).toEqual({ state: "not-kept" });
    expect(OUTCOME_TEXT[missed.state]).toBe("不通过，会提示");
    expect(outcome("甲 != null", { values: { 有无: true } }, "有无 = true")).toEqual({ state: "not-kept" });
    expect(outcome("甲 != null", { values: { 有无: false } }, "有无 = true")).toEqual({ state: "not-applicable" });
    expect(outcome("甲 >= 丁")).toMatchObject({ state: "fault", from: 5, to: 6 });
    expect(outcome("甲 >= ")).toMatchObject({ state: "fault", in: "expect" });
  });
});
