import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { templateText } from "#core/builder/canonical.ts";
import { checkDraft } from "#core/builder/check.ts";
import { planOutline } from "#core/builder/plan-outline.ts";
import { planReview } from "#core/builder/plan-review.ts";
import { composeReport } from "#core/document/compose.ts";
import { documentText } from "#core/document/model.ts";
import { targetRows } from "#core/document/target-rows.ts";
import type { StoredValue } from "#core/field/value.ts";
import { checkSubmission } from "#core/rule/check.ts";
import { applyingPlans } from "#core/target/applying-plans.ts";
import { outline, sectionItems } from "#core/template/outline.ts";
import { type Template, template } from "#core/template/schema.ts";
import { contentOf } from "#tests/fixtures/core-content.ts";
import { readIndicators, readPlans, readTemplate } from "#tests/templates/read-content.ts";

const read = (place: string, name: string): string =>
  readFileSync(new URL(`../../templates/plan-review/${place}/2025/${name}`, import.meta.url), "utf8");
const checklist = (place: string): Template => template.parse(JSON.parse(read(place, "template.json")));
const numbers = (of: Template) =>
  sectionItems(of).flatMap(({ item }) =>
    item.fields.flatMap((field) => (field.type === "number" ? [{ item, field }] : [])),
  );

const PLACES = [
  ["fuling", "fuling-2021-2025", "重庆市涪陵区", 105],
  ["fushun", "fushun-2021-2025", "辽宁省抚顺市", 27],
  ["shapingba", "shapingba-2021-2025", "重庆市沙坪坝区", 75],
  ["chongqing", "chongqing-2024-2035", "重庆市", 14],
] as const;

describe.each(PLACES)("the checklist of the plan %s", (place, plan, district) => {
  const of = checklist(place);
  const file = readPlans().find((each) => each.plan.key === plan);

  it("is what its outline and the plan's records make, and has no fault", () => {
    if (!file) throw new Error(plan);
    const tasks = planOutline.parse(JSON.parse(read(place, "outline.json")));
    const made = planReview(tasks, file, readTemplate("2025"), readIndicators());
    expect(made.ok && templateText(made.value)).toBe(read(place, "template.json"));
    const faults = checkDraft({ format: 1, template: of, retired: [] }, readIndicators());
    expect(faults.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("asks for every aim of the plan once, with baseline, year or period, and direction", () => {
    const aimed = (file?.records ?? []).filter(({ target }) => target !== undefined).map(({ id }) => id);
    const asked = numbers(of).flatMap(({ field }) => field.aim?.records.map(({ id }) => id) ?? []);
    expect(aimed.filter((id) => !asked.includes(id))).toEqual([]);
    expect(new Set(asked).size).toBe(asked.length);
    for (const { field } of numbers(of)) {
      expect(field.aim?.year ?? field.aim?.period, field.key).toBeDefined();
      expect(field.aim?.direction, field.key).toBeDefined();
    }
  });

  it("shows attainment of every figure that is filled in, in the report", () => {
    const answers = new Map<string, Record<string, StoredValue>>();
    for (const { item, field } of numbers(of)) {
      const now = field.aim?.operator === "increase" && field.unit !== "百分点" ? "3" : (field.aim?.value ?? "1");
      const value = field.prior === undefined ? { now } : { now, prior: "2" };
      answers.set(item.key, { ...answers.get(item.key), [field.key]: value });
    }
    const given = Object.fromEntries(
      [...answers].map(([key, values]) => [key, { values, narrative: "已按规划推进。" }]),
    );
    const content = contentOf(of, given, {
      district,
      year: 2025,
      indicators: readIndicators(),
      plans: applyingPlans(district, readPlans()),
    });
    const own = targetRows(content).filter(({ target }) => target.plan.key === plan);
    expect(own.map(({ field }) => field.key)).toEqual(numbers(of).map(({ field }) => field.key));
    // the aim itself reaches every aim but those that it must go beyond
    for (const { target, assessment, field } of own)
      if (target.year === 2025 && target.indicator.direction !== "none")
        expect(assessment.state, field.key).toBe(/^[<>]$/.test(target.operator) ? "behind" : "reached");
    const text = documentText(composeReport(content, checkSubmission(content))).join("\n");
    expect(text).toContain("规划目标对照表");
    expect(text).not.toMatch(/undefined|NaN|\{\{/);
  });

  it("quotes every figure in the draft of its item", () => {
    for (const { item } of outline(of))
      for (const field of item.fields)
        if (field.type === "number") expect(item.narrative).toContain(`{{${field.key}}}`);
  });
});

it("the plans' checklists ask for this many figures", () => {
  expect(PLACES.map(([place]) => [place, numbers(checklist(place)).length])).toEqual(
    PLACES.map(([place, , , count]) => [place, count]),
  );
});
