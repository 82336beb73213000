import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "#core/answer/answer.ts";
import { composeReport } from "#core/document/compose.ts";
import { fileNameOf, reportFileName } from "#core/document/cover.ts";
import { type Block, documentText } from "#core/document/model.ts";
import { expandYear, type Field } from "#core/field/definition.ts";
import { displayValue, isAnswered } from "#core/field/table.ts";
import type { StoredValue } from "#core/field/value.ts";
import { checkSubmission } from "#core/rule/check.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { fieldTable, outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import { hostileText, LONE_SURROGATE, SAMPLE_FIELDS, storedValue } from "#tests/fixtures/core-arbitraries.ts";
import { contentOf, evidenceFile, itemOf, templateOf, templateWith, values } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const compose = (content: SubmissionContent) => composeReport(content, checkSubmission(content));
const lines = (content: SubmissionContent): string[] => documentText(compose(content));
const paragraphs = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => (block.kind === "paragraph" ? [block.runs.map((run) => run.text).join("")] : []));

/** Every type of field, in every place where an item may stand. */
const fieldsOf = (place: string): Field[] =>
  Object.values(SAMPLE_FIELDS).map((each) => ({ ...each, key: `${place}${each.key}`, required: false }));
const everywhere: Template = {
  ...templateOf(),
  cover: itemOf({
    key: "cover",
    heading: "封面",
    fields: [
      { type: "text", key: "题名", label: "题名", use: "title", maxLength: 60 },
      { type: "text", key: "副题", label: "副题", use: "title", maxLength: 60 },
      { type: "text", key: "主送", label: "主送机关", use: "addressee", maxLength: 60 },
      { type: "text", key: "署名", label: "署名", use: "signatory", maxLength: 60 },
      { type: "date", key: "落款", label: "落款日期", use: "date" },
      { type: "text", key: "联系人", label: "联系人", use: "note", maxLength: 60 },
      { type: "number", key: "页数", label: "页数", unit: "页", precision: 0, use: "note" },
      ...fieldsOf("封面"),
    ],
  }),
  opening: itemOf({ key: "opening", heading: "引言", prose: true, fields: fieldsOf("引言") }),
  parts: [
    {
      kind: "item",
      key: "before",
      heading: "概况",
      item: itemOf({ key: "overview", heading: "概况", fields: fieldsOf("概况") }),
    },
    { kind: "sections", key: "work", heading: "履职情况" },
    {
      kind: "item",
      key: "problems",
      heading: "问题",
      item: itemOf({ key: "problem-list", heading: "问题", fields: fieldsOf("问题") }),
    },
  ],
  sections: [
    {
      key: "one",
      heading: "一组",
      items: [
        itemOf({ key: "a", heading: "甲项", prose: true, fields: fieldsOf("甲") }),
        // a use means something on the cover only; a misplaced one must not swallow the answer
        itemOf({ key: "b", heading: "乙项", fields: fieldsOf("乙").map((each) => ({ ...each, use: "note" })) }),
      ],
    },
    { key: "two", heading: "二组", items: [itemOf({ key: "c", heading: "丙项", fields: fieldsOf("丙") })] },
  ],
};
const table = fieldTable(everywhere);

const narrative = fc
  .array(fc.oneof(hostileText, fc.constantFrom("{{甲支出}}", "{{丙支出.增幅}}", "\n", "文字")), { maxLength: 5 })
  .map((parts) => parts.join(""));
const answers: fc.Arbitrary<Record<string, Partial<Answer>>> = fc
  .tuple(
    fc.tuple(...[...table.values()].map(({ field }) => fc.option(storedValue(field), { nil: undefined }))),
    fc.array(fc.option(narrative, { nil: undefined }), { minLength: 12, maxLength: 12 }),
  )
  .map(([row, narratives]) =>
    Object.fromEntries(
      outline(everywhere).map(({ item }, at) => {
        const held = [...table.values()].flatMap((owner, index): [string, StoredValue][] => {
          const value = row[index];
          return owner.item.key === item.key && value !== undefined ? [[owner.field.key, value]] : [];
        });
        const text = narratives[at];
        return [item.key, { values: Object.fromEntries(held), ...(text === undefined ? {} : { narrative: text }) }];
      }),
    ),
  );

/** The texts of an answered field that a reader must be able to find. */
function expectedTexts(field: Field, value: StoredValue): string[] {
  if (field.type === "number" && typeof value === "object" && "now" in value)
    return [value.now, value.prior].flatMap((part) => (typeof part === "string" ? [part] : []));
  if (field.type === "entries" && Array.isArray(value))
    return value.flatMap((row) => ("heading" in row ? [row.heading.replace(/。$/, "")] : []));
  if (field.type === "stages" && typeof value === "object" && "rows" in value)
    return Object.values(value.rows).flatMap((years) => Object.values(years).flatMap((cell) => Object.values(cell)));
  const text = displayValue(field, value);
  // the salutation ends with one full-width colon, whatever was typed
  return [field.use === "addressee" ? text.replace(/[：:]$/, "") : text];
}

/** The texts of the entries that the two chapters print. */
const chapterTexts = ({ values: held = {} }: Partial<Answer>): string[] =>
  ["概况条目", "问题条目"].flatMap((key) => {
    const value = held[key];
    return Array.isArray(value) ? value.flatMap((row) => ("text" in row ? [row.text] : [])) : [];
  });

describe("composeReport", () => {
  it("has every answered field of every type from every place", () => {
    holds(
      [answers],
      (all) => {
        const whole = lines(contentOf(everywhere, all));
        for (const { field, item } of table.values()) {
          const value = all[item.key]?.values?.[field.key];
          if (value === undefined || !isAnswered(field, value)) continue;
          for (const text of expectedTexts(field, value))
            expect(
              whole.some((line) => line.includes(text)),
              `${item.key} ${field.key}: ${text}`,
            ).toBe(true);
        }
      },
      200,
    );
  });

  it("has every line of every narrative and of every entry of a chapter, unchanged but for its outer blanks and its tokens", () => {
    holds(
      [answers],
      (all) => {
        const printed = paragraphs(compose(contentOf(everywhere, all)).blocks);
        for (const text of Object.values(all).flatMap((each) => [each.narrative ?? "", ...chapterTexts(each)]))
          for (const line of text
            .split(/\r?\n/)
            .map((each) => each.trim())
            .filter((each) => each !== "")) {
            const pieces = line.split(/\{\{[^{}\n]{1,80}\}\}/);
            expect(
              printed.some((paragraph) => pieces.every((piece) => paragraph.includes(piece))),
              line,
            ).toBe(true);
          }
      },
      200,
    );
  });

  it("is the same document for the same content, and gives every heading and annex an id of its own", () => {
    holds(
      [answers],
      (all) => {
        const content = contentOf(everywhere, all);
        expect(compose(content)).toEqual(compose(content));
        const ids = compose(content).blocks.flatMap((block) => ("id" in block ? [block.id] : []));
        expect(new Set(ids).size).toBe(ids.length);
      },
      100,
    );
    const awkward = templateOf({
      parts: [
        { kind: "sections", key: "work", heading: "履职" },
        ...["annex", "item-x"].map((key) => ({
          kind: "item" as const,
          key: `part-${key}`,
          heading: key,
          item: {
            key,
            heading: key,
            fields: [{ type: "entries" as const, key: key === "annex" ? "条" : "款", label: "条" }],
          },
        })),
      ],
      sections: [
        {
          key: "s",
          heading: "组",
          items: [{ key: "x-1", heading: "项", fields: [{ type: "text", key: "名", label: "名" }] }],
        },
      ],
    });
    const entry = [{ heading: "一条", text: "" }];
    const content = contentOf(awkward, {
      annex: values({ 条: entry }),
      "item-x": values({ 款: entry }),
      "x-1": values({ 名: "甲" }),
    });
    const ids = compose(content).blocks.flatMap((block) => ("id" in block ? [block.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("shows a visible gap for what is quoted and not filled in, and for what is not written", () => {
    const checklist = templateWith({ prose: true, fields: [SAMPLE_FIELDS.number] }, { prose: true });
    const { blocks } = compose(contentOf(checklist, { "item-1": { narrative: "投入{{支出}}，{{无}}。" } }));
    const gaps = blocks.flatMap((block) =>
      block.kind === "paragraph" ? block.runs.filter((run) => run.gap).map((run) => run.text) : [],
    );
    expect(gaps).toEqual(["【待填：教育支出】", "【无此数据：无】", "【待撰写：指标2】", "【待撰写：存在的主要问题】"]);
  });

  it.each<["running" | "restart", string[]]>([
    ["running", ["1.甲项", "2.乙项", "3.丙项"]],
    ["restart", ["1.甲项", "2.乙项", "1.丙项"]],
  ])("numbers its headings (%s)", (numbering, items) => {
    const content = contentOf(
      { ...everywhere, numbering },
      {
        "problem-list": values({
          问题条目: [
            { heading: "投入不足。", text: "一" },
            { heading: "师资不足", text: "二" },
          ],
        }),
      },
    );
    const headings = compose(content).blocks.flatMap((block) =>
      block.kind === "heading" ? [`${block.level} ${block.text}`] : [],
    );
    const [first, second, third] = items;
    expect(headings).toEqual([
      "1 一、概况",
      "1 二、履职情况",
      "2 （一）一组",
      `3 ${first}`,
      `3 ${second}`,
      "2 （二）二组",
      `3 ${third}`,
      "1 三、问题",
      "2 （一）投入不足",
      "2 （二）师资不足",
    ]);
  });

  it("states change and growth in the data annex with their sign, and no minus before zero", () => {
    const row = (now: string, prior: string) => {
      const { blocks } = compose(
        contentOf(templateWith({ fields: [SAMPLE_FIELDS.number] }), { "item-1": values({ 支出: { now, prior } }) }),
      );
      return blocks.flatMap((block) => (block.kind === "table" ? block.rows : []))[0]?.slice(2);
    };
    expect(row("4", "5")).toEqual(["万元", "4", "5", "-1", "-20.00%"]);
    expect(row("99.999", "100")).toEqual(["万元", "99.999", "100", "-0.001", "0.00%"]);
    expect(row("5", "0")).toEqual(["万元", "5", "0", "5", ""]);
    expect(row("5", "-5")).toEqual(["万元", "5", "-5", "10", ""]);
  });

  it("lists every explanation with what it explains", () => {
    const checklist = templateWith({
      fields: [SAMPLE_FIELDS.number],
      rules: [{ key: "r", expect: "支出 > 9", severity: "warning", message: "支出偏低", standing: "verified" }],
      evidence: [{ key: "list", title: "名册" }],
    });
    const explanations = { "rule:item-1:r": "财力下降", "slot:list": "档案未到期", "gone:1": "旧说明", "blank:1": " " };
    const whole = lines(contentOf(checklist, { "item-1": { ...values({ 支出: { now: "1" } }), explanations } }));
    const at = whole.indexOf("需说明的情况");
    expect(whole.slice(at + 2)).toEqual([
      "指标1",
      "支出偏低",
      "财力下降",
      "指标1",
      "未附佐证材料：名册",
      "档案未到期",
      "指标1",
      "原提示已消除",
      "旧说明",
    ]);
  });

  it("lists the evidence, and only the annexes that have something in them", () => {
    const checklist = templateWith({ prose: false });
    const annexes = (content: SubmissionContent) =>
      compose(content).blocks.flatMap((block) => (block.kind === "annex" ? [`${block.number} ${block.title}`] : []));
    expect(annexes(contentOf(checklist))).toEqual([]);
    const evidence = [evidenceFile("e1", [{ itemKey: "item-1" }, { itemKey: "problem-list" }])];
    expect(annexes(contentOf(checklist, {}, { evidence }))).toEqual(["1 佐证材料目录"]);
    expect(lines(contentOf(checklist, {}, { evidence })).slice(-8)).toEqual([
      "1-1-01",
      "材料e1",
      "1.指标1",
      "PDF",
      "二-01",
      "材料e1",
      "二.存在的主要问题",
      "PDF",
    ]);
  });

  it("takes its elements from the cover", () => {
    const content = contentOf(everywhere, {
      cover: values({
        题名: "自评报告",
        副题: "第二题名",
        主送: "市教委：",
        署名: "渝北区人民政府",
        落款: "2022-11-08",
        联系人: "张三",
        页数: { now: "20" },
      }),
    });
    const document = compose(content);
    expect(document).toMatchObject({
      title: "自评报告",
      author: "渝北区人民政府",
      date: "2022-11-08",
      fileName: "自评报告",
    });
    expect(document.blocks.filter((block) => ["title", "addressee", "signature", "note"].includes(block.kind))).toEqual(
      [
        { kind: "title", text: "自评报告" },
        { kind: "addressee", text: "市教委：" },
        { kind: "signature", organisation: "渝北区人民政府", date: "2022年11月8日" },
        { kind: "note", text: "（联系人：张三，页数：20页）" },
      ],
    );
    expect(documentText(document)).toContain("第二题名");
    expect(compose(contentOf(everywhere)).title).toBe("渝北区人民政府关于2022年履行教育职责情况的自评报告");
  });

  it("does not break on answers that another version of the checklist left behind", () => {
    const wrong: StoredValue[] = [
      true,
      "文字",
      { now: "1" },
      [{ title: "办法", number: "", issuer: "" }],
      [{ heading: "一", text: "" }],
    ];
    for (const value of wrong) {
      const all = Object.fromEntries(
        outline(everywhere).map(({ item }) => [
          item.key,
          values(Object.fromEntries(item.fields.map((each) => [each.key, value]))),
        ]),
      );
      expect(() => compose(contentOf(everywhere, { ...all, ghost: { narrative: "无主" } }))).not.toThrow();
    }
  });
});

describe("fileNameOf", () => {
  it.each([
    ['关于2022年\\自评/报告:*?"<>|', "关于2022年自评报告"],
    ["报告\u0000\n二", "报告二"],
    ["报告. . .", "报告"],
    ["???", "自评报告"],
    ["con", "_con"],
    ["NUL.报告", "_NUL.报告"],
    ["console", "console"],
  ])("makes %j a name that Windows accepts: %s", (title, expected) => {
    expect(fileNameOf(title)).toBe(expected);
  });

  it("is short, whole and clean for any title", () => {
    holds(
      [fc.oneof(hostileText, fc.string({ unit: "grapheme", minLength: 60, maxLength: 200 }))],
      (title) => {
        const name = fileNameOf(title);
        expect(name).not.toBe("");
        expect([...name].length).toBeLessThanOrEqual(81);
        if (!LONE_SURROGATE.test(title)) expect(name).not.toMatch(LONE_SURROGATE);
        expect(name).not.toMatch(/[\\/:*?"<>|]|[. ]$/);
      },
      500,
    );
  });
});

describe("reportFileName", () => {
  it.each([
    ["重庆市渝北区", "重庆市渝北区人民政府2022年自评报告", "渝北区2022年自评报告"],
    ["渝北区", "渝北区2022年自评报告", "渝北区2022年自评报告"],
    ["山东省济宁市市中区", "山东省济宁市市中区人民政府自评报告", "市中区自评报告"],
    ["湖南省津市市", "湖南省津市市人民政府自评报告", "津市市自评报告"],
    ["荆州市沙市区", "荆州市沙市区人民政府自评报告", "沙市区自评报告"],
    ["恩施土家族苗族自治州恩施市", "恩施土家族苗族自治州恩施市人民政府自评报告", "恩施市自评报告"],
    ["重庆市渝北区", "关于2022年自评的报告", "关于2022年自评的报告"],
  ])("of %s with the title %s is %s", (district, title, expected) => {
    const content = { ...contentOf({ ...templateOf(), reportTitle: title }), district };
    expect(reportFileName(content)).toBe(expected);
  });
});

describe("the year in labels", () => {
  it("is the report's year", () => {
    expect(expandYear("{year-2}—{year}", 2022)).toBe("2020—2022");
  });
});
