import { describe, expect, it } from "vitest";
import { composeReport } from "#core/document/compose.ts";
import { dataSheets } from "#core/document/data-sheets.ts";
import { type Block, documentText } from "#core/document/model.ts";
import type { Field } from "#core/field/definition.ts";
import type { NumberValue } from "#core/field/value.ts";
import { checkSubmission } from "#core/rule/check.ts";
import { noDecreaseFields } from "#core/rule/no-decrease.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { planFile } from "#core/target/plan.ts";
import type { Rule } from "#core/template/schema.ts";
import { contentOf, evidenceFile, indicatorsOf, itemOf, templateWith, values } from "#tests/fixtures/core-content.ts";
import { sampleContent } from "#tests/templates/read-content.ts";

type Table = Block & { kind: "table" };

/** The tables of an annex, with the captions above them. */
function tablesOf(content: SubmissionContent, title: string): (Table & { caption: string | undefined })[] {
  const { blocks } = composeReport(content, checkSubmission(content));
  const start = blocks.findIndex((block) => block.kind === "annex" && block.title === title);
  if (start < 0) return [];
  const after = blocks.slice(start + 1);
  const end = after.findIndex((block) => block.kind === "annex");
  const own = end < 0 ? after : after.slice(0, end);
  return own.flatMap((block, index) => {
    const before = own[index - 1];
    return block.kind === "table" ? [{ ...block, caption: before?.kind === "caption" ? before.text : undefined }] : [];
  });
}

const number = (key: string, more: Partial<Field & { type: "number" }> = {}): Field => ({
  type: "number",
  key,
  label: key,
  unit: "亿元",
  precision: 2,
  required: false,
  period: "{year-1}年",
  prior: "{year-2}年",
  ...more,
});
const kept = (key: string, more: Partial<Rule> = {}): Rule => ({
  key: `r-${key.length}`,
  expect: `${key} >= 上年.${key}`,
  severity: "error",
  message: "下降",
  standing: "verified",
  ...more,
});

describe("the annex of figures that must not fall", () => {
  const checklist = templateWith({
    fields: [number("总额"), number("生均支出", { group: "分学段" }), number("其他人数值")],
    rules: [kept("总额"), kept("生均支出")],
  });
  const rows = (total: NumberValue, each: NumberValue = {}) =>
    tablesOf(
      contentOf(checklist, { "item-1": values({ 总额: total, 生均支出: each, 其他人数值: { now: "1", prior: "2" } }) }),
      "“只增不减”指标对照表",
    );

  it("has the pairs that a rule guards, by item and group, with the periods as heads", () => {
    const tables = rows({ now: "25.46", prior: "24.07" }, { now: "1.5", prior: "1.5" });
    expect(tables.map(({ caption }) => caption)).toEqual(["1.指标1", "1.指标1（分学段）"]);
    expect(tables[0]?.columns.map(({ header }) => header)).toEqual([
      "指标",
      "单位",
      "2020年",
      "2021年",
      "增减",
      "增幅",
      "结果",
    ]);
    expect(tables.map((table) => table.rows)).toEqual([
      [["总额", "亿元", "24.07", "25.46", "1.39", "5.77%", "增"]],
      [["生均支出", "亿元", "1.5", "1.5", "0.0", "0.00%", "持平"]],
    ]);
  });

  it.each<[NumberValue, string]>([
    [{ now: "2", prior: "3" }, "减"],
    [{ now: "3", prior: "3", qualifier: "余" }, "增"],
    [{ now: "3", prior: "3", qualifier: "近" }, "减"],
    [{ now: "3", prior: "3", qualifier: "约" }, "待核"],
    [{ now: "3" }, ""],
  ])("says of %j: %s", (value, verdict) => {
    expect(rows(value)[0]?.rows[0]?.at(-1)).toBe(verdict);
  });

  it("is left out where no rule guards a figure", () => {
    const free = templateWith({ fields: [number("总额")] });
    expect(
      tablesOf(contentOf(free, { "item-1": values({ 总额: { now: "1", prior: "2" } }) }), "“只增不减”指标对照表"),
    ).toEqual([]);
  });

  it("takes a rule in its years only, and none that says something else", () => {
    const fields = [number("总额")];
    const guarded = (rule: Rule, year = 2022) => noDecreaseFields(itemOf({ fields, rules: [rule] }), year).length;
    expect(guarded(kept("总额"))).toBe(1);
    expect(guarded(kept("总额", { from: 2023 }))).toBe(0);
    expect(guarded(kept("总额", { from: 2023 }), 2023)).toBe(1);
    expect(guarded(kept("总额", { to: 2021 }))).toBe(0);
    expect(guarded({ ...kept("总额"), expect: "总额 >= 上年.另一项" })).toBe(0);
    expect(guarded({ ...kept("总额"), expect: "总额 > 上年.总额" })).toBe(0);
  });
});

describe("the tables by school stage", () => {
  const stages: Field = {
    type: "stages",
    key: "分学段",
    label: "分学段经费",
    required: false,
    stages: [
      { key: "小学", label: "小学" },
      { key: "初中", label: "初中" },
    ],
    years: [-2, -1],
    spending: { label: "教育支出", unit: "亿元", precision: 2 },
    pupils: { label: "在校学生数", unit: "人", precision: 0 },
    perPupil: { label: "生均支出", unit: "元/生", precision: 2 },
    severity: "warning",
    standing: "verified",
  };
  const value = {
    rows: {
      小学: { "2020": { spending: "9.00", pupils: "60000" }, "2021": { spending: "9.60", pupils: "60000" } },
      初中: { "2020": { spending: "6.00", pupils: "30000" }, "2021": { spending: "5.70", pupils: "29000" } },
    },
    basis: "决算数",
    notes: { 初中: "两校合并" },
  };
  const content = contentOf(templateWith({ fields: [stages] }), { "item-1": values({ 分学段: value }) });

  it("stand in the annex of figures that must not fall, a table for each measure, and nowhere else", () => {
    const tables = tablesOf(content, "“只增不减”指标对照表");
    expect(tables.map(({ caption }) => caption)).toEqual([
      "1.指标1（分学段经费）：教育支出（亿元）",
      "1.指标1（分学段经费）：在校学生数（人）",
      "1.指标1（分学段经费）：生均支出（元/生）",
    ]);
    expect(tables[0]?.rows).toEqual([
      ["小学", "9.00", "9.60", "0.60", "6.67%", "增"],
      ["初中", "6.00", "5.70", "-0.30", "-5.00%", "减"],
      ["合计", "15.00", "15.30", "0.30", "2.00%", "增"],
    ]);
    expect(tables[2]?.rows[1]).toEqual(["初中", "20000.00", "19655.17", "-344.83", "-1.72%", "减"]);
    const text = documentText(composeReport(content, []));
    expect(text).toContain("统计口径：决算数");
    expect(text).toContain("初中：两校合并");
    expect(text.join("\n")).not.toContain("引用文件和其他填报内容");
  });

  it("are sheets of the workbook, every cell a number with how it came about", () => {
    const sheets = dataSheets(content, []);
    const rows = sheets.find(({ name }) => name === "分学段数据")?.rows ?? [];
    expect(rows).toContainEqual([
      "1.指标1（分学段经费）",
      "初中",
      "2021年",
      "生均支出",
      "元/生",
      { decimal: "19655.17" },
      "计算",
      "决算数；两校合并",
    ]);
    expect(sheets.find(({ name }) => name === "两个只增不减")?.rows).toHaveLength(6);
  });
});

describe("the annex of plan targets", () => {
  const fields = [number("巩固率", { unit: "%", indicator: "rate", prior: undefined as never })];
  const indicators = indicatorsOf({
    key: "rate",
    name: "义务教育巩固率",
    unit: "%",
    direction: "up",
    definition: "率",
  });
  const plan = (region: string, from: number) =>
    planFile.parse({
      format: 1,
      plan: { key: "p", title: `${region}规划`, kind: "plan", region, from, to: 2025, source: "测试" },
      records: [
        {
          id: "900-001",
          name: "义务教育巩固率",
          kind: "table-row",
          unit: "%",
          line: 7,
          baseline: { value: "90", year: 2020 },
          target: { value: "95", year: 2025, operator: "=" },
        },
      ],
    });
  const content = (plans = [plan("渝北区", 2021), plan("重庆市", 2024)]) =>
    contentOf(templateWith({ fields }), { "item-1": values({ 巩固率: { now: "90.5" } }) }, { indicators, plans });

  it("holds figures against the plans that have begun, each with the path of its year", () => {
    const tables = tablesOf(content(), "规划目标对照表");
    expect(tables.map(({ caption, rows }) => [caption, rows])).toEqual([
      ["渝北区规划", [["巩固率", "%", "2020年90%", "2025年95%", "91", "90.5", "滞后"]]],
    ]);
    expect(tablesOf(content([]), "规划目标对照表")).toEqual([]);
  });

  it("is a sheet of the workbook, with the record it rests on", () => {
    const rows = dataSheets(content(), []).find(({ name }) => name === "规划目标")?.rows;
    expect(rows).toHaveLength(1);
    expect(rows?.[0]).toContain("900-001（第7行）");
  });
});

describe("the annex of standards", () => {
  const fields = [
    number("入园率", { unit: "%", indicator: "rate" }),
    number("费用", { unit: "亿元", indicator: "cost" }),
  ];
  const threshold = (more: object) => ({
    ref: "R-1",
    operator: ">=" as const,
    value: "85",
    standing: "verified" as const,
    severity: "warning" as const,
    source: "认定线",
    ...more,
  });
  const rows = (thresholds: object[], value: NumberValue = { now: "84.99" }) => {
    const base = { name: "率", direction: "up" as const, definition: "率" };
    const indicators = indicatorsOf(
      { ...base, key: "rate", unit: "%", thresholds: thresholds.map(threshold) },
      { ...base, key: "cost", unit: "万元", thresholds: [threshold({ value: "20000", operator: "<=" })] },
    );
    const answers = { "item-1": values({ 入园率: value, 费用: { now: "2.00" } }) };
    return tablesOf(contentOf(templateWith({ fields }), answers, { indicators }), "有关标准对照表").flatMap(
      (table) => table.rows,
    );
  };

  it("holds figures against what applies in the year, in the figure's own unit", () => {
    expect(rows([{}])).toEqual([
      ["入园率", "2021年", "%", "不低于85", "84.99", "未达到"],
      ["费用", "2021年", "亿元", "不高于2", "2.00", "达到"],
    ]);
    expect(rows([{ from: 2023 }, { to: 2021 }])).toHaveLength(1);
    expect(rows([{}], { now: "85", qualifier: "约" })[0]?.at(-1)).toBe("待核");
  });

  it("quotes nothing in a signed report that is not established or only a hint", () => {
    expect(rows([{ standing: "unverified" }, { standing: "second-hand" }, { severity: "notice" }])).toHaveLength(1);
  });
});

describe("annexes of the sample", () => {
  const content = {
    ...sampleContent(),
    evidence: [
      { ...evidenceFile("e1", [{ itemKey: "two-only-increase" }, { itemKey: "myopia" }]), inReport: true },
      evidenceFile("e2", [{ itemKey: "myopia" }]),
    ].map((each) => ({ ...each, mediaType: "image/png" as const })),
  };
  const { blocks } = composeReport(content, checkSubmission(content));

  it("stand in their order, numbered", () => {
    expect(blocks.flatMap((block) => (block.kind === "annex" ? [`${block.number} ${block.title}`] : []))).toEqual([
      "1 自评数据表",
      "2 “只增不减”指标对照表",
      "3 有关标准对照表",
      "4 引用文件和其他填报内容",
      "5 佐证材料目录",
      "6 佐证图片",
    ]);
  });

  it("print a chosen picture once, under all its numbers", () => {
    const figures = blocks.filter((block) => block.kind === "figure");
    expect(figures.map(({ caption }) => caption)).toEqual([expect.stringMatching(/^2-2-01、\d+-\d+-\d+ 材料e1$/)]);
  });

  it("have figures under one another, and no table too wide for its page", () => {
    const tables = blocks.filter((block) => block.kind === "table");
    for (const { columns, wide } of tables) expect(wide ?? false).toBe(columns.length > 8);
    const headed = tables.flatMap(({ columns }) =>
      columns.filter(({ header }) => /^(本期|上期|增减|增幅)$/.test(header)),
    );
    expect(headed.every(({ align }) => align === "decimal")).toBe(true);
  });

  it("compare only in sections that have something to compare", () => {
    const tables = tablesOf(content, "自评数据表");
    for (const { columns, rows } of tables) {
      const compared = columns.some(({ header }) => header === "上期");
      expect(compared).toBe(rows.some((row) => compared && row[4] !== ""));
    }
    expect(new Set(tables.map(({ columns }) => columns.length))).toEqual(new Set([4, 7]));
  });
});
