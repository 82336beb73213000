import { describe, expect, it } from "vitest";
import { aimWith, NEW_AIM } from "#app/features/builder/aim.ts";
import { lineageText, sourceGroups, sourceNames } from "#app/features/builder/lineage-text.ts";
import { aim } from "#core/field/definition.ts";
import { outline } from "#core/template/outline.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";

describe("lineage on screen", () => {
  it("lists every item and every field of the earlier version once", () => {
    const items = sourceNames(smallTemplate, "item");
    expect(items.size).toBe(outline(smallTemplate).length);
    const fields = sourceNames(smallTemplate, "field");
    const listed = sourceGroups(fields, () => true).flatMap((group) => group.items.map(({ value }) => value));
    expect(listed).toEqual([...fields.keys()]);
    const numbers = sourceGroups(fields, (_, { type }) => type === "number");
    expect(numbers.every(({ items }) => items.every(({ value }) => fields.get(value)?.type === "number"))).toBe(true);
  });

  it("says which way an item has gone", () => {
    const names = sourceNames(smallTemplate, "item");
    const told = { version: "2022", of: "pay", names, shared: false };
    expect(lineageText({ ...told, sources: [] })).toContain("新增");
    expect(lineageText({ ...told, sources: ["pay"] })).toMatch(/^沿用2022版“.*”$/);
    expect(lineageText({ ...told, sources: ["spending"] })).toContain("改设");
    expect(lineageText({ ...told, sources: ["pay", "spending"] })).toContain("合并");
    expect(lineageText({ ...told, sources: ["spending"], shared: true })).toContain("拆分");
  });
});

describe("an aim that is typed", () => {
  it("begins as one that is whole, and an emptied text takes a property away", () => {
    const begun = aim.parse(NEW_AIM);
    const typed = aim.parse(
      aimWith(begun, { value: "95", year: 2025, period: "每年", baselines: [{ year: 2020, value: "88.5" }] }),
    );
    expect(typed).toMatchObject({
      value: "95",
      year: 2025,
      period: "每年",
      baselines: [{ year: 2020, value: "88.5" }],
    });
    const emptied = aim.parse(aimWith(typed, { year: "", period: "" }));
    expect(emptied.year).toBeUndefined();
    expect(emptied.period).toBeUndefined();
    expect(aim.safeParse(aimWith(typed, { value: "九成" })).success).toBe(false);
  });
});
