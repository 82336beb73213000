import { describe, expect, it } from "vitest";
import { answer, emptyAnswer } from "#core/answer/answer.ts";
import { ANSWER_FORMAT, upgradeAnswer } from "#core/answer/upgrade.ts";
import { similarity } from "#core/reuse/similarity.ts";
import { trace } from "#core/reuse/trace.ts";
import { checkTemplate } from "#core/template/check.ts";
import { checkLineageAgainst } from "#core/template/check-lineage.ts";
import { template } from "#core/template/schema.ts";
import { templateOf, templateWith } from "#tests/fixtures/core-content.ts";

type Lineage = NonNullable<Parameters<typeof templateOf>[0]>["lineage"];
const faults = (lineage: Lineage) =>
  checkTemplate(templateOf({ version: "2023", lineage }), new Map()).map(({ code, path }) => `${code} ${path}`);
const text = (key: string) => ({ type: "text" as const, key, label: key });

describe("the lineage of a checklist", () => {
  it("is sound where every key that it leads to is there", () => {
    expect(faults([{ version: "2022", items: [{ from: ["old"], to: ["spending"] }] }])).toEqual([]);
  });

  it.each<[string, Lineage, string]>([
    [
      "an item that is not there",
      [{ version: "2022", items: [{ from: ["a"], to: ["gone"] }] }],
      "lineage/0/items/gone",
    ],
    ["a field that is not there", [{ version: "2022", fields: [{ from: ["甲"], to: ["乙"] }] }], "lineage/0/fields/乙"],
    ["a later version", [{ version: "2023" }], "lineage/0"],
    ["a version twice", [{ version: "2022" }, { version: "2022" }], "lineage/1"],
    [
      "two ways for one key",
      [
        {
          version: "2022",
          items: [
            { from: ["a"], to: ["spending"] },
            { from: ["a"], to: ["cover"] },
          ],
        },
      ],
      "lineage/0/items/a",
    ],
    [
      "a key that goes on and is dropped",
      [{ version: "2022", items: [{ from: ["a"], to: ["spending"] }], dropped: [{ item: "a", reason: "无" }] }],
      "lineage/0/dropped/a",
    ],
  ])("has a fault: %s", (_, lineage, path) => {
    expect(faults(lineage)).toContain(`template.lineage ${path}`);
  });

  it("is refused where several keys lead to several", () => {
    const lineage = [{ version: "2022", items: [{ from: ["a", "b"], to: ["c", "d"] }] }];
    expect(template.safeParse({ ...templateOf(), lineage }).success).toBe(false);
  });

  it("is held against the version that it speaks of", () => {
    const earlier = templateWith({ fields: [text("甲")] });
    const later = templateOf({
      version: "2023",
      lineage: [
        {
          version: "2022",
          items: [{ from: ["nowhere"], to: ["item-1"] }],
          fields: [{ from: ["甲"], to: ["数"] }],
        },
      ],
      sections: [
        {
          key: "s",
          heading: "节",
          items: [
            {
              key: "item-1",
              heading: "条",
              fields: [{ type: "number", key: "数", label: "数", unit: "个", precision: 0 }],
            },
          ],
        },
      ],
    });
    const [lineage] = later.lineage;
    if (!lineage) throw new Error("no lineage");
    expect(checkLineageAgainst(later, lineage, earlier).map(({ path }) => path)).toEqual([
      "lineage/2022/nowhere",
      "lineage/2022/数",
    ]);
  });

  it("leads nowhere where no version speaks of the earlier one", () => {
    expect(trace(templateOf({ version: "2020" }), templateOf(), []).items.size).toBe(0);
  });
});

describe("stored answers", () => {
  it("of every earlier format are read in today's, and those of a later one are refused", () => {
    const { format: _, ...rest } = emptyAnswer();
    for (let format = 1; format <= ANSWER_FORMAT; format += 1)
      expect(answer.parse({ ...rest, format })).toEqual(emptyAnswer());
    expect(answer.safeParse({ ...rest, format: ANSWER_FORMAT + 1 }).success).toBe(false);
    for (const foreign of [null, 1, "x", {}, { format: "1" }, { format: 0.5 }])
      expect(upgradeAnswer(foreign)).toBe(foreign);
  });
});

describe("similarity", () => {
  it("is 1 for the same words, 0 for none in common, and the same either way", () => {
    expect(similarity("加强教师队伍建设", "加强教师队伍建设。")).toBe(1);
    expect(similarity("教师", "食堂")).toBe(0);
    expect(similarity("", "")).toBe(0);
    expect(similarity("教育信息化建设", "教育数字化")).toBe(similarity("教育数字化", "教育信息化建设"));
  });
});
