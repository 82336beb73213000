import type { z } from "zod";
import { type Template, template } from "#core/template/schema.ts";

type Input = z.input<typeof template>;
type ItemInput = Input["sections"][number]["items"][number];
type FieldInput = NonNullable<ItemInput["fields"]>[number];
type RuleInput = NonNullable<ItemInput["rules"]>[number];

const SECTIONS = 15;
const ITEMS_EACH = 20;
const UNITS = 25;
const SUBJECTS = ["教师", "学生", "经费", "校舍", "图书", "设备", "培训", "督导", "安全", "体育"];

const number = (key: string, more: Partial<Extract<FieldInput, { type: "number" }>> = {}): FieldInput => ({
  type: "number",
  key,
  label: key,
  unit: "万元",
  precision: 2,
  min: "0",
  ...more,
});

/** Ten fields of the types that checklists have, in about their proportions. */
const fieldsOf = (of: string): FieldInput[] => [
  number(`${of}合计`, { prior: "{year-2}年", period: "{year-1}年" }),
  number(`${of}其一`, { prior: "{year-2}年", hint: "含专项，不含上级补助" }),
  number(`${of}其二`, { hint: "以决算数为准" }),
  number(`${of}其三`),
  number(`${of}人数`, { unit: "人", precision: 0, prior: "{year-2}年" }),
  number(`${of}占比`, { unit: "%", max: "100" }),
  { type: "yesno", key: `${of}建立制度`, label: `是否建立${of}制度` },
  {
    type: "choice",
    key: `${of}等次`,
    label: `${of}等次`,
    options: [
      { key: "good", label: "优秀" },
      { key: "fair", label: "合格" },
      { key: "poor", label: "不合格" },
    ],
  },
  { type: "text", key: `${of}牵头人`, label: `${of}牵头人`, required: false },
  { type: "date", key: `${of}印发日期`, label: `${of}文件印发日期`, required: false },
];

const rulesOf = (of: string, before: string): RuleInput[] => {
  const common = { severity: "warning", standing: "unverified" } as const;
  return [
    { ...common, key: "not-below", expect: `${of}合计 >= 上年.${of}合计`, message: "低于上年，请说明原因" },
    { ...common, key: "sum", expect: `${of}合计 = 合计(${of}其一, ${of}其二, ${of}其三)`, message: "与各部分之和不符" },
    {
      ...common,
      key: "share",
      when: `${of}建立制度 = true and ${before}合计 != null`,
      expect: `${of}占比 <= 100 and ${of}合计 <= 合计(${before}合计, 100000)`,
      message: "占比超过100%，请核对",
    },
  ];
};

function itemOf(index: number): ItemInput {
  const of = nameOf(index);
  return {
    key: `item-${index + 1}`,
    heading: `${of}工作落实到位，机制健全，成效明显`,
    guidance: `写明${of}工作的责任分工、年度安排和完成情况，数据以决算或统计年报为准，与上年对照说明增减原因。`,
    basis: [
      { text: `关于加强${of}工作的意见`, documentNumber: `渝教发〔2025〕${index + 1}号`, standing: "unverified" },
    ],
    points: "1",
    lead: `unit-${(index % UNITS) + 1}`,
    support: [`unit-${((index + 7) % UNITS) + 1}`],
    fields: fieldsOf(of),
    evidence: [
      // a third has a remark of the checks, as drafts have
      { key: "document", title: `${of}工作文件`, required: index % 3 !== 0 },
      { key: "statement", title: `${of}统计报表` },
    ],
    rules: rulesOf(of, nameOf(Math.max(0, index - 1))),
    narrative: `全区${of}投入{{${of}合计}}，比上年{{${of}合计.增量}}，惠及{{${of}人数}}。`,
  };
}

const nameOf = (index: number): string => `${SUBJECTS[index % SUBJECTS.length] ?? ""}专项${index + 1}`;

/** Seven times the largest checklist that was found: 300 items with 3,000 fields and 900 rules. */
export function largeTemplate(): Template {
  const frame = { heading: "", prose: false };
  const sections = Array.from({ length: SECTIONS }, (_, section) => ({
    key: `section-${section + 1}`,
    heading: `第${section + 1}方面职责落实情况`,
    items: Array.from({ length: ITEMS_EACH }, (_each, at) => itemOf(section * ITEMS_EACH + at)),
  }));
  return template.parse({
    format: 1,
    id: "bench/large",
    version: "2026",
    title: "三百项清单",
    year: 2026,
    origin: { plan: "测量用清单", standing: "reconstructed", note: "由程序生成，只用于测量" },
    reportTitle: "{district}人民政府{year}年履行教育职责自评报告",
    numbering: "running",
    points: String(SECTIONS * ITEMS_EACH),
    units: Array.from({ length: UNITS }, (_, index) => ({ key: `unit-${index + 1}`, name: `第${index + 1}责任单位` })),
    cover: { ...frame, key: "cover", heading: "封面" },
    opening: { ...frame, key: "opening", heading: "引言", prose: true },
    parts: [{ kind: "sections", key: "work", heading: "履行教育职责情况" }],
    sections,
  } satisfies Input);
}
