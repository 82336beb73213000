import { describe, expect, it } from "vitest";
import { tokensOf } from "#core/narrative/tokens.ts";
import { applyCarry } from "#core/reuse/apply-carry.ts";
import { countPlan } from "#core/reuse/plan.ts";
import { planCarry } from "#core/reuse/plan-carry.ts";
import { checkTemplate } from "#core/template/check.ts";
import { checkLineageAgainst } from "#core/template/check-lineage.ts";
import { outline, sectionItems } from "#core/template/outline.ts";
import { readIndicators, readTemplate, sampleContent } from "#tests/templates/read-content.ts";

const VERSIONS = ["2022", "2023", "2024", "2025"];
const templates = VERSIONS.map((version) => readTemplate(version));
const templateOf = (version: string) => {
  const found = templates.find((each) => each.version === version);
  if (!found) throw new Error(`no version ${version}`);
  return found;
};
const from2022 = (version: string) => {
  const to = { template: templateOf(version), year: Number(version), answers: new Map(), evidence: [] };
  return planCarry(sampleContent(), { ...to, locked: new Set() }, templates);
};

describe("the checklists of later years", () => {
  it.each([
    ["2023", 10, undefined],
    ["2024", 5, 11],
    ["2025", 7, undefined],
  ])("%s has %i focuses, is marked as a reconstruction and without fault", (version, focuses, points) => {
    const template = templateOf(version);
    expect(template.sections).toHaveLength(focuses);
    if (points !== undefined) expect(sectionItems(template)).toHaveLength(points);
    expect(template.origin.standing).toBe("reconstructed");
    expect(checkTemplate(template, readIndicators())).toEqual([]);
    for (const each of template.lineage)
      expect(checkLineageAgainst(template, each, templateOf(each.version))).toEqual([]);
  });

  it.each(VERSIONS.slice(1))("%s says of every item of the year before where it has gone", (version) => {
    const template = templateOf(version);
    const [lineage] = template.lineage;
    const before = templateOf(lineage?.version ?? "");
    const keys = new Set(outline(template).map(({ item }) => item.key));
    const told = new Set([
      ...(lineage?.items.flatMap(({ from }) => from) ?? []),
      ...(lineage?.dropped.map(({ item }) => item) ?? []),
    ]);
    expect(outline(before).filter(({ item }) => !told.has(item.key) && !keys.has(item.key))).toEqual([]);
  });

  it.each(VERSIONS.slice(1))("%s offers for every item a draft that quotes its required figures", (version) => {
    for (const { item } of sectionItems(templateOf(version))) {
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

describe("the year 2022 carried forward", () => {
  it.each(VERSIONS.slice(1))("into %s loses nothing that was filled in", (version) => {
    const plan = from2022(version);
    const shown = JSON.stringify(plan);
    for (const [, answer] of sampleContent().answers)
      for (const line of (answer.narrative ?? "").split("{{")[0]?.split("\n") ?? [])
        expect(shown).toContain(JSON.stringify(line).slice(1, -1));
    expect(countPlan(plan).carried).toBeGreaterThan(countPlan(plan).new);
  });

  it("into 2023 makes prior figures of 2022's current ones and drops the epidemic", () => {
    const plan = from2022("2023");
    const spending = plan.items
      .flatMap(({ parts }) => parts)
      .find(({ path }) => path === "values.一般公共预算教育支出.prior");
    expect(spending).toMatchObject({ value: "25.46", chosen: true });
    expect(plan.dropped.map(({ itemKey }) => itemKey)).toEqual(["epidemic-control"]);
  });

  it("into 2024 takes no figure for the year before that is two years old", () => {
    const plan = from2022("2024");
    expect(
      plan.items
        .flatMap(({ parts }) => parts)
        .filter(({ path, value }) => path.endsWith(".prior") && value !== undefined),
    ).toEqual([]);
    const { changes } = applyCarry(plan, { mode: "unanswered", include: [], exclude: [] }, new Map());
    expect(changes.length).toBeGreaterThan(5);
  });
});
