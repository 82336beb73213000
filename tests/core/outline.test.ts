import { describe, expect, it } from "vitest";
import { chineseNumeral, fieldTable, findItem, outline } from "#core/template/outline.ts";
import { templateOf } from "#tests/fixtures/core-content.ts";

const DIGITS = "零一二三四五六七八九";

/** Reads a numeral back, so that no two numbers can share one. */
function read(numeral: string): number {
  let total = 0;
  let digit = 0;
  for (const sign of numeral) {
    if (sign === "百" || sign === "十") {
      total += (digit || 1) * (sign === "百" ? 100 : 10);
      digit = 0;
    } else digit = DIGITS.indexOf(sign);
  }
  return total + digit;
}

describe("chineseNumeral", () => {
  it.each([
    [1, "一"],
    [10, "十"],
    [11, "十一"],
    [20, "二十"],
    [99, "九十九"],
    [100, "一百"],
    [101, "一百零一"],
    [110, "一百一十"],
    [115, "一百一十五"],
    [999, "九百九十九"],
  ])("writes %i as %s", (number, numeral) => {
    expect(chineseNumeral(number)).toBe(numeral);
  });

  it("reads back to the number from 1 to 999", () => {
    for (let number = 1; number <= 999; number += 1)
      expect(read(chineseNumeral(number)), chineseNumeral(number)).toBe(number);
  });
});

describe("outline", () => {
  const text = (key: string) => ({ type: "text" as const, key, label: key });
  const checklist = templateOf({
    cover: { key: "cover", heading: "封面", fields: [text("题")] },
    parts: [
      { kind: "item", key: "p1", heading: "概况", item: { key: "overview", heading: "概况", fields: [text("概")] } },
      { kind: "sections", key: "p2", heading: "履职" },
      { kind: "item", key: "p3", heading: "问题", item: { key: "problems", heading: "问题" } },
    ],
    sections: [
      {
        key: "s1",
        heading: "一",
        items: [
          { key: "a", heading: "甲", fields: [text("甲")] },
          { key: "b", heading: "乙" },
        ],
      },
      { key: "s2", heading: "二", items: [{ key: "c", heading: "丙" }] },
    ],
  });

  it("has every item once, in report order, with what stands before it", () => {
    expect(outline(checklist).map(({ item, label }) => `${label}:${item.key}`)).toEqual([
      ":cover",
      ":opening",
      "一:overview",
      "1:a",
      "2:b",
      "3:c",
      "三:problems",
    ]);
  });

  it("finds items and the owner of every field", () => {
    expect(findItem(checklist, "c")?.place).toMatchObject({
      kind: "section",
      sectionNumber: 2,
      indexInSection: 1,
      number: 3,
    });
    expect(findItem(checklist, "constructor")).toBeUndefined();
    expect([...fieldTable(checklist)].map(([key, { item }]) => `${key}:${item.key}`)).toEqual([
      "题:cover",
      "概:overview",
      "甲:a",
    ]);
  });
});
