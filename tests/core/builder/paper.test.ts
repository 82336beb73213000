import { describe, expect, it } from "vitest";
import { blankForm } from "#core/document/blank-form.ts";
import { documentText } from "#core/document/model.ts";
import { taskDocument, taskRows, taskSheet } from "#core/document/task-table.ts";
import { fieldTable, outline, sectionItems } from "#core/template/outline.ts";
import { readTemplate } from "#tests/templates/read-content.ts";

const template = readTemplate("2025");

describe("the blank form", () => {
  it("has every item, field and kind of evidence, and no answer", () => {
    const text = documentText(blankForm(template, 2025)).join("\n");
    for (const { item, label } of sectionItems(template)) {
      expect(text).toContain(`${label}.${item.heading}`);
      for (const slot of item.evidence) expect(text).toContain(slot.title);
    }
    for (const { field, item } of fieldTable(template).values())
      if (item !== template.cover) expect(text).toContain(field.label);
    expect(text).not.toMatch(/undefined|\{year|\{\{/);
  });

  it("says what an item is worth", () => {
    const [section] = template.sections;
    const [item] = section?.items ?? [];
    if (!section || !item) throw new Error("no item");
    const scored = {
      ...template,
      points: "100",
      sections: [{ ...section, items: [{ ...item, points: "10", veto: true }] }],
    };
    expect(documentText(blankForm(scored, 2025)).join("\n")).toContain(`1.${item.heading}（10分，一票否决）`);
  });
});

describe("the table of tasks", () => {
  it("gives every item once, with its unit and its day", () => {
    const sheet = taskSheet(template, { rest: "2025-10-31", items: new Map([["opening", "2025-11-15"]]) });
    expect(sheet.rows).toHaveLength(outline(template).length);
    expect(sheet.rows.map((row) => row[6])).toContain("2025-11-15");
    expect(sheet.rows.filter((row) => row[6] === "2025-10-31")).toHaveLength(sheet.rows.length - 1);
    expect(sheet.rows.every((row) => row[4] !== "")).toBe(true);
    const text = documentText(taskDocument(template, { rest: "2025-10-31" })).join("\n");
    expect(text).toContain("2025年10月31日");
    expect(text).toContain("各单位牵头事项");
  });

  it("names the unit that an item was given to instead of the one that the checklist says", () => {
    const [first, second] = outline(template).map(({ item }) => item.key);
    if (!first || !second) throw new Error("no items");
    const duties = {
      leads: new Map([
        [first, "区督导室"],
        [second, ""],
      ]),
    };
    const rows = taskRows(template, duties);
    expect(rows.map(({ itemKey }) => itemKey)).toEqual(outline(template).map(({ item }) => item.key));
    expect(rows[0]?.lead).toBe("区督导室");
    const sheet = taskSheet(template, duties);
    expect(sheet.rows.filter((row) => row[4] === "")).toHaveLength(1);
    const lines = documentText(taskDocument(template, duties)).filter((line) => /^.+（\d+项）：/.test(line));
    const told = lines.reduce((sum, line) => sum + Number(/（(\d+)项）/.exec(line)?.[1]), 0);
    expect(told).toBe(rows.length - 1);
    expect(lines.some((line) => line.startsWith("区督导室（1项）"))).toBe(true);
  });
});
