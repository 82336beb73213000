import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkAnswer } from "#core/answer/check-answer.ts";
import { composeReport } from "#core/document/compose.ts";
import { documentText } from "#core/document/model.ts";
import { numberOf } from "#core/field/table.ts";
import { storedValues } from "#core/field/value.ts";
import { tokensOf } from "#core/narrative/tokens.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { parseUnit } from "#core/quantity/unit.ts";
import { checkSubmission } from "#core/rule/check.ts";
import { checkTemplate } from "#core/template/check.ts";
import { findItem, sectionItems } from "#core/template/outline.ts";
import { readIndicators, readTemplate, sampleContent } from "#tests/templates/read-content.ts";

const facts = z
  .object({
    sections: z.int(),
    items: z.array(
      z.object({
        no: z.int(),
        points: z.array(
          z.object({ name: z.string(), value: z.string(), unit: z.string(), prior: z.string().optional() }),
        ),
        documents: z.array(z.string()),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL("../fixtures/published-facts-2022.json", import.meta.url), "utf8")));

const content = sampleContent();
const items = sectionItems(content.template);

describe("cq-duty@2022", () => {
  it("has the sections and items of the published checklist, and no fault", () => {
    expect(content.template.sections).toHaveLength(facts.sections);
    expect(items).toHaveLength(facts.items.length);
    expect(checkTemplate(readTemplate(), readIndicators())).toEqual([]);
  });

  it.each(facts.items.map((item) => [item.no, item] as const))(
    "item %i has a field for every published figure",
    (no, item) => {
      const placed = items[no - 1];
      if (!placed) throw new Error(`no item ${no}`);
      const answer = content.answers.get(placed.item.key);
      const stored = placed.item.fields.flatMap((field) => {
        const value = numberOf(field, answer?.values[field.key]);
        return field.type === "number" && value?.now !== undefined
          ? [{ ...value, now: value.now, unit: field.unit }]
          : [];
      });
      const unclaimed = [...stored];
      // a base that was published as a figure of its own (12G before, 26G after) is a field of its own
      const printed = (value: string, prior: string | undefined): boolean =>
        [prior, ...stored.map((each) => each.now)].some(
          (each) => each !== undefined && compareDecimals(each, value) === 0,
        );
      for (const point of item.points) {
        const at = unclaimed.findIndex(
          (value) =>
            compareDecimals(value.now, point.value) === 0 &&
            parseUnit(value.unit).scale === parseUnit(point.unit).scale &&
            (point.prior === undefined || printed(point.prior, value.prior)),
        );
        expect(at, `${point.name} ${point.value}${point.unit}`).toBeGreaterThanOrEqual(0);
        unclaimed.splice(at, 1);
      }
    },
  );

  it("keeps every document that the published report cites", () => {
    for (const item of facts.items) {
      const placed = items[item.no - 1];
      const answer = placed && content.answers.get(placed.item.key);
      const cited = (placed?.item.fields ?? []).flatMap((field) =>
        field.type === "documents"
          ? storedValues.documents.parse(answer?.values[field.key] ?? []).map((row) => row.title)
          : [],
      );
      for (const name of item.documents)
        expect(cited.join("|")).toContain(
          name
            .replace(/[,]/g, "，")
            .replace(/^《|》$/g, "")
            .slice(0, 8),
        );
    }
  });

  it("offers for every item a draft that quotes all its required figures", () => {
    for (const { item } of items) {
      const quoted = new Set(tokensOf(item.narrative).map((token) => token.field));
      const required = item.fields.filter((field) => field.type === "number" && field.required);
      expect(
        required.filter((field) => !quoted.has(field.key)).map((field) => field.key),
        item.key,
      ).toEqual([]);
      expect(item.guidance, item.key).not.toBe("");
      expect(item.basis.length, item.key).toBeGreaterThan(0);
      expect(
        item.evidence.some((slot) => slot.required),
        item.key,
      ).toBe(true);
    }
  });
});

describe("the sample", () => {
  it("fits the checklist", () => {
    for (const [itemKey, answer] of content.answers) {
      const placed = findItem(content.template, itemKey);
      expect(placed && checkAnswer(placed.item, answer), itemKey).toMatchObject({ ok: true });
    }
  });

  it("shows the weak places of the published report and no other error", () => {
    const findings = checkSubmission(content).filter((finding) => !finding.code.startsWith("missing."));
    expect(findings.filter((finding) => finding.severity === "error")).toEqual([]);
    expect(findings.map((finding) => `${finding.code} ${finding.itemKey}`)).toEqual(
      expect.arrayContaining([
        "threshold.missed preschool-special",
        "threshold.missed compulsory-balance",
        "rule.failed private-compulsory",
        "document.number fees",
      ]),
    );
  });

  it("composes into a report without a gap", () => {
    const document = composeReport(content, checkSubmission(content));
    expect(
      document.blocks.flatMap((block) => (block.kind === "paragraph" ? block.runs.filter((run) => run.gap) : [])),
    ).toEqual([]);
    const text = documentText(document).join("\n");
    expect(text).toContain("25.46亿元");
    expect(text).toContain("增幅5.77%");
    expect(text).not.toMatch(/\{\{|undefined|NaN/);
  });
});
