import { describe, expect, it } from "vitest";
import { checkTemplate } from "#core/template/check.ts";
import { type Item, item, type Template, template } from "#core/template/schema.ts";
import { indicatorsOf, templateOf, templateWith } from "#tests/fixtures/core-content.ts";

const indicators = indicatorsOf({ key: "spending", name: "支出", unit: "元", direction: "up", definition: "支出" });
const faults = (checklist: Template) => checkTemplate(checklist, indicators).map(({ code, path }) => `${code} ${path}`);
const number = (key: string, more: object = {}) => ({
  type: "number" as const,
  key,
  label: key,
  unit: "万元",
  precision: 2,
  ...more,
});
const rule = (more: object) => ({
  key: "r",
  expect: "甲 > 0",
  severity: "error" as const,
  message: "规则",
  standing: "verified" as const,
  ...more,
});

const sound = {
  fields: [
    number("甲", { prior: "上年", indicator: "spending" }),
    number("乙"),
    { type: "text" as const, key: "名", label: "名" },
  ],
  rules: [rule({ when: "乙 > 1", field: "甲" })],
  narrative: "{{甲}}，{{甲.增幅}}，{{名}}，{{名.数值}}",
  lead: "education",
};

const stages = (more: object = {}) => ({
  type: "stages" as const,
  key: "表",
  label: "表",
  stages: [{ key: "小学", label: "小学" }],
  years: [-2, -1],
  spending: { label: "支出", unit: "亿元", precision: 2 },
  pupils: { label: "学生数", unit: "人", precision: 0 },
  perPupil: { label: "生均", unit: "元/生", precision: 2 },
  within: { field: "乙", stages: ["小学"] },
  standing: "verified" as const,
  ...more,
});

describe("a stage table in a checklist", () => {
  const faultsOf = (more: object, narrative = "{{表.小学.生均.增幅}}{{表.合计.支出}}") =>
    faults(templateWith({ fields: [number("乙"), { type: "text", key: "名", label: "名" }, stages(more)], narrative }));

  it("is sound where stages, units and the whole fit", () => {
    expect(faultsOf({})).toEqual([]);
  });

  it.each<[string, object]>([
    [
      "a stage twice",
      {
        stages: [
          { key: "小学", label: "小学" },
          { key: "小学", label: "小学" },
        ],
      },
    ],
    ["a stage named like the total", { stages: [{ key: "合计", label: "合计" }], within: undefined }],
    ["a mean of something else", { perPupil: { label: "生均", unit: "平方米/生", precision: 2 } }],
    ["a whole that is no figure", { within: { field: "名", stages: ["小学"] } }],
    ["a part that is no stage", { within: { field: "乙", stages: ["大学"] } }],
  ])("is refused for %s", (_, more) => {
    expect(faultsOf(more)).toContain("template.stages item-1/表");
  });

  it("is quoted by places that it has", () => {
    expect(faultsOf({}, "{{表.大学.支出}}")).toEqual(["template.unknown-token item-1/narrative"]);
    expect(faultsOf({}, "{{表.小学.支出.去年}}")).toEqual(["template.unknown-token item-1/narrative"]);
  });
});

describe("checkTemplate", () => {
  it("finds nothing wrong with a sound checklist", () => {
    expect(faults(templateWith(sound))).toEqual([]);
  });

  it.each<[string, Partial<Parameters<typeof templateWith>[0]>[], string]>([
    ["an item key twice", [sound, { key: "item-1" }], "template.duplicate-key items/item-1"],
    [
      "a field key twice in the whole checklist",
      [{ fields: [number("甲")] }, { fields: [number("甲")] }],
      "template.duplicate-key fields/甲",
    ],
    [
      "a slot key twice",
      [
        {
          evidence: [
            { key: "s", title: "一" },
            { key: "s", title: "二" },
          ],
        },
      ],
      "template.duplicate-key item-1/evidence/s",
    ],
    ["a rule key twice", [{ ...sound, rules: [rule({}), rule({})] }], "template.duplicate-key item-1/rules/r"],
    [
      "an option key twice",
      [
        {
          fields: [
            {
              type: "choice",
              key: "选",
              label: "选",
              options: [
                { key: "a", label: "一" },
                { key: "a", label: "二" },
              ],
            },
          ],
        },
      ],
      "template.duplicate-key item-1/选/options/a",
    ],
    ["an unknown lead unit", [{ lead: "finance" }], "template.unknown-unit item-1/finance"],
    ["an unknown supporting unit", [{ support: ["education", "police"] }], "template.unknown-unit item-1/police"],
    [
      "an unknown indicator",
      [{ fields: [number("甲", { indicator: "pupils" })] }],
      "template.unknown-indicator item-1/甲",
    ],
    [
      "a unit that measures something else",
      [{ fields: [number("甲", { unit: "人", indicator: "spending" })] }],
      "template.unit-mismatch item-1/甲",
    ],
    ["a token for nothing", [{ narrative: "{{丙}}" }], "template.unknown-token item-1/narrative"],
    [
      "a token with an unknown aspect",
      [{ ...sound, narrative: "{{甲.去年}}" }],
      "template.unknown-token item-1/narrative",
    ],
    [
      "a token for a prior value that is not asked",
      [{ ...sound, narrative: "{{乙.增幅}}" }],
      "template.unknown-token item-1/narrative",
    ],
    ["a rule on nothing", [{ ...sound, rules: [rule({ expect: "丙 > 0" })] }], "template.rule item-1/rules/r"],
    ["a condition on nothing", [{ ...sound, rules: [rule({ when: "丙 > 0" })] }], "template.rule item-1/rules/r"],
    ["a rule that links to nothing", [{ ...sound, rules: [rule({ field: "丙" })] }], "template.rule item-1/rules/r"],
    ["a rule that is no expression", [{ ...sound, rules: [rule({ expect: "甲 >" })] }], "template.rule item-1/rules/r"],
    [
      "a rule with an arithmetic sign",
      [{ ...sound, rules: [rule({ expect: "甲 + 乙 > 0" })] }],
      "template.rule item-1/rules/r",
    ],
    [
      "a rule that compares text with a number",
      [{ ...sound, rules: [rule({ expect: "名 > 0" })] }],
      "template.rule item-1/rules/r",
    ],
    [
      "a rule on a prior value that is not asked",
      [{ ...sound, rules: [rule({ expect: "上年.乙 > 0" })] }],
      "template.rule item-1/rules/r",
    ],
    [
      "a rule on the prior value of a text",
      [{ ...sound, rules: [rule({ expect: "上年.名 > 0" })] }],
      "template.rule item-1/rules/r",
    ],
    [
      "a use outside the cover",
      [{ fields: [{ type: "text", key: "题", label: "题", use: "title" }] }],
      "template.use item-1/题",
    ],
  ])("finds %s", (_, items, expected) => {
    expect(faults(templateWith(...items))).toEqual([expected]);
  });

  it.each([
    "上年",
    "报告年度",
    "合计",
    "差",
    "积",
    "商",
    "增幅",
    "true",
    "false",
    "null",
    "and",
    "in",
    "not",
    "if",
    "for",
    "every",
    "between",
  ])("refuses the field key %s, which rules could never name", (key) => {
    expect(faults(templateWith({ fields: [number(key)] }))).toContain(`template.reserved-key item-1/${key}`);
  });

  it("accepts keys that only begin like a reserved word", () => {
    expect(
      faults(templateWith({ fields: ["合计数", "上年度经费", "增幅比", "in2", "P2R"].map((key) => number(key)) })),
    ).toEqual([]);
  });

  it("finds duplicate sections, parts and units, and a report without or with two checklists", () => {
    const base = templateOf();
    const [part, chapter] = base.parts;
    const [section] = base.sections;
    const [unit] = base.units;
    if (!part || !chapter || !section || !unit) throw new Error("the base checklist has all of them");
    const other: Item = item.parse({ key: "other", heading: "另一项" });
    expect(faults({ ...base, sections: [section, { ...section, items: [other] }] })).toEqual([
      "template.duplicate-key sections/finance",
    ]);
    expect(faults({ ...base, units: [unit, unit] })).toEqual(["template.duplicate-key units/education"]);
    expect(faults({ ...base, parts: [chapter] })).toEqual(["template.sections-part parts"]);
    expect(faults({ ...base, parts: [part, part] })).toEqual(
      expect.arrayContaining(["template.sections-part parts", "template.duplicate-key parts/work"]),
    );
  });

  it("lets the report take each of its elements from one cover field of the right type", () => {
    const cover = (...fields: object[]) =>
      faults(templateOf({ cover: { key: "cover", heading: "封面", prose: false, fields } as Item }));
    const text = (key: string, use: string) => ({ type: "text", key, label: key, use });
    expect(cover(text("题", "title"), text("主送", "addressee"), text("联系人", "note"), text("电话", "note"))).toEqual(
      [],
    );
    expect(cover(text("题", "title"), text("副题", "title"))).toEqual(["template.use cover/副题"]);
    expect(cover(text("日期", "date"))).toEqual(["template.use cover/日期"]);
    expect(cover({ type: "date", key: "日期", label: "日期", use: "date" })).toEqual([]);
  });
});

describe("the checklist's schema", () => {
  it.each([
    { key: "Item" },
    { key: "1a" },
    { key: "项" },
    { key: "x".repeat(61) },
    { heading: "" },
    { unknown: 1 },
    { fields: [{ type: "number", key: "甲", label: "甲", unit: "万元", precision: 7 }] },
    { fields: [{ type: "picture", key: "甲", label: "甲" }] },
    { fields: [{ type: "choice", key: "甲", label: "甲", options: [{ key: "a", label: "一" }] }] },
    { rules: [rule({ severity: "fatal" })] },
    { rules: [rule({ expect: "" })] },
    { rules: [rule({ expect: `甲 > ${"1".repeat(1000)}` })] },
  ])("refuses %j", (change) => {
    expect(item.safeParse({ key: "a", heading: "一", ...change }).success).toBe(false);
  });

  it("refuses a checklist without sections or with a version that is no year", () => {
    const base = templateOf();
    expect(template.safeParse(base).success).toBe(true);
    for (const change of [
      { sections: [] },
      { version: "v1" },
      { id: "CQ" },
      { format: 2 },
      { parts: [] },
      { extra: 1 },
    ])
      expect(template.safeParse({ ...base, ...change }).success, JSON.stringify(change)).toBe(false);
  });
});
