import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkAnswer } from "#core/answer/check-answer.ts";
import { demoAnswer } from "#core/demo/answer.ts";
import { chanceOf } from "#core/demo/chance.ts";
import { DEMO_MARK, demoDistricts, MOST_DISTRICTS } from "#core/demo/districts.ts";
import { demoFiles } from "#core/demo/evidence.ts";
import { demoStage } from "#core/demo/stage.ts";
import { outline, sectionItems } from "#core/template/outline.ts";
import { template } from "#core/template/schema.ts";
import { hostileText } from "#tests/fixtures/core-arbitraries.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const folder = join(import.meta.dirname, "../../templates/cq-duty");
const read = async (year: string) =>
  template.parse(JSON.parse(await readFile(join(folder, year, "template.json"), "utf8")));

describe("what a demonstration is drawn by", () => {
  it("stays between its bounds and is the same for the same words", () => {
    holds(
      [fc.array(hostileText, { maxLength: 4 }), fc.integer({ min: -50, max: 50 }), fc.nat(1000)],
      (words, low, span) => {
        const [first, second] = [chanceOf(...words), chanceOf(...words)];
        for (let turn = 0; turn < 10; turn += 1) {
          const drawn = first.between(low, low + span);
          expect(drawn).toBeGreaterThanOrEqual(low);
          expect(drawn).toBeLessThanOrEqual(low + span);
          expect(second.between(low, low + span)).toBe(drawn);
        }
      },
    );
  });

  it("draws everything there is", () => {
    const chance = chanceOf("all");
    expect(new Set(Array.from({ length: 200 }, () => chance.between(1, 6))).size).toBe(6);
  });
});

describe.each(["2022", "2023", "2024", "2025"])("demonstration answers on the checklist of %s", (year) => {
  it("are what the form would take, marked as invented, and the same again", async () => {
    const checklist = await read(year);
    for (const district of demoDistricts(6))
      for (const { item } of outline(checklist)) {
        const place = { seed: "s", district, year: checklist.year };
        const answer = demoAnswer(item, place, true);
        const checked = checkAnswer(item, answer);
        expect(checked.ok, checked.ok ? "" : JSON.stringify(checked.error)).toBe(true);
        if (item.prose) expect(answer.narrative).toContain(DEMO_MARK);
        expect(demoAnswer(item, place, true)).toEqual(answer);
      }
  });

  it("differ from district to district, so that a distribution has a shape", async () => {
    const checklist = await read(year);
    const item = sectionItems(checklist).find(({ item: { fields } }) =>
      fields.some(({ type }) => type === "number"),
    )?.item;
    if (!item) throw new Error("no figures");
    const answers = demoDistricts(MOST_DISTRICTS).map((district) =>
      JSON.stringify(demoAnswer(item, { seed: "s", district, year: checklist.year }, true).values),
    );
    expect(new Set(answers).size).toBeGreaterThan(MOST_DISTRICTS / 2);
  });
});

describe("demonstration files", () => {
  it("say that they are invented, and are the same elsewhere only on purpose", async () => {
    const checklist = await read("2022");
    const districts = demoDistricts(10);
    const all = districts.flatMap((district, districtIndex) =>
      [2022, 2023].flatMap((year) =>
        sectionItems(checklist).flatMap(({ item }, index) =>
          demoFiles(item, index, 5, { seed: "s", district, year }, districtIndex).map((file) => ({
            ...file,
            district,
            year,
          })),
        ),
      ),
    );
    const byText = new Map<string, typeof all>();
    for (const file of all) byText.set(file.text, [...(byText.get(file.text) ?? []), file]);
    const kinds = new Set<string>();
    for (const [text, same] of byText) {
      expect(text).toContain(DEMO_MARK);
      const [first] = same;
      if (same.length > 1) kinds.add(String(first?.shared));
      expect(same.every(({ shared }) => shared === first?.shared)).toBe(true);
      // never twice in one submission: there the same bytes are one record
      expect(new Set(same.map(({ district, year }) => `${district} ${year}`)).size).toBe(same.length);
      if (first?.shared === undefined) expect(same).toHaveLength(1);
    }
    expect([...kinds].sort()).toEqual(["districts", "years"]);
  });

  it("go through the slots of their item", async () => {
    const item = sectionItems(await read("2022"))[0]?.item;
    if (!item) throw new Error("no item");
    const slots = demoFiles(item, 1, 5, { seed: "s", district: "甲", year: 2022 }, 1).map(({ slot }) => slot);
    expect(new Set(slots).size).toBe(Math.min(5, item.evidence.length));
  });
});

it("demonstration districts have names of their own, are marked, and stand at every stage", () => {
  const names = demoDistricts(MOST_DISTRICTS);
  expect(new Set(names).size).toBe(40);
  expect(names.every((name) => name.endsWith("（演示）"))).toBe(true);
  expect(new Set(names.map((_, index) => demoStage(index))).size).toBe(10);
});
