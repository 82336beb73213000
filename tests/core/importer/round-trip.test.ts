import { describe, expect, it } from "vitest";
import { composeReport } from "#core/document/compose.ts";
import { documentText } from "#core/document/model.ts";
import { numberOf } from "#core/field/table.ts";
import { importReport } from "#core/importer/import-report.ts";
import { sectionItems } from "#core/template/outline.ts";
import { sampleContent } from "#tests/templates/read-content.ts";

const content = sampleContent();
const source = documentText(composeReport(content, [])).join("\n");
const result = importReport({ source, template: content.template, indicators: content.indicators });

describe("a report that was composed here", () => {
  it("is read back with every item in its place", () => {
    const written = sectionItems(content.template).filter(
      ({ item }) => (content.answers.get(item.key)?.narrative ?? "") !== "",
    );
    expect(result.items.map(({ item }) => item)).toEqual(written.map(({ item }) => item.key));
    expect(result.items.filter(({ ask }) => ask)).toEqual([]);
  });

  it("is read back with nine of ten of the figures that its prose quotes, in their fields", () => {
    let quoted = 0;
    let right = 0;
    const wrong: string[] = [];
    for (const { item } of sectionItems(content.template)) {
      const answer = content.answers.get(item.key);
      const read = new Map(
        result.items.find((each) => each.item === item.key)?.values.map((each) => [each.field, each.value]),
      );
      for (const field of item.fields) {
        const now = numberOf(field, answer?.values[field.key])?.now;
        if (now === undefined || !answer?.narrative?.includes(`{{${field.key}}}`)) continue;
        quoted += 1;
        const found = read.get(field.key)?.now;
        if (found === now) right += 1;
        else if (found !== undefined) wrong.push(`${field.key} ${now} ${found}`);
      }
    }
    expect(quoted).toBeGreaterThan(80);
    expect(right / quoted).toBeGreaterThan(0.9);
    expect(wrong.length).toBeLessThanOrEqual(1);
  });
});
