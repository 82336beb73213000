import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogue, evidenceOf } from "#core/evidence/evidence.ts";
import { evidenceFile, templateOf } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const item = (key: string) => ({ key, heading: key, prose: false });
const checklist = templateOf({
  numbering: "running",
  sections: [
    { key: "one", heading: "一", items: [item("a"), item("b")] },
    { key: "two", heading: "二", items: [item("c")] },
  ],
});
const numbers = (...records: Parameters<typeof catalogue>[1]) =>
  catalogue(checklist, records).map((entry) => `${entry.number} ${entry.evidence.id}`);

describe("the evidence catalogue", () => {
  it("numbers by section, item in the section, and place in the item, whatever the order of upload", () => {
    const records = [
      evidenceFile("e4", [{ itemKey: "c" }]),
      evidenceFile("e3", [{ itemKey: "b", order: 2 }]),
      evidenceFile("e2", [{ itemKey: "b", order: 1 }]),
      evidenceFile("e1", [{ itemKey: "a" }]),
    ];
    expect(numbers(...records)).toEqual(["1-1-01 e1", "1-2-01 e2", "1-2-02 e3", "2-1-01 e4"]);
    expect(numbers(...[...records].reverse())).toEqual(numbers(...records));
  });

  it("gives a file that stands under two items two numbers, and one under none no number", () => {
    const shared = evidenceFile("e1", [{ itemKey: "c" }, { itemKey: "a" }]);
    expect(numbers(shared, evidenceFile("e2", []))).toEqual(["1-1-01 e1", "2-1-01 e1"]);
  });

  it("keeps a file under two slots of one item, in an order of its own", () => {
    const links = [
      { itemKey: "a", slot: "z", order: 1 },
      { itemKey: "a", slot: "b", order: 1 },
    ];
    const slots = (all: typeof links) =>
      catalogue(checklist, [evidenceFile("e1", all)]).map(({ number, slot }) => `${number} ${slot}`);
    expect(slots(links)).toEqual(["1-1-01 b", "1-1-02 z"]);
    expect(slots([...links].reverse())).toEqual(slots(links));
  });

  it("does not lose what stands under the cover, the opening or a chapter", () => {
    const records = ["problem-list", "cover", "opening"].map((itemKey, index) =>
      evidenceFile(`e${index}`, [{ itemKey }]),
    );
    expect(numbers(...records)).toEqual(["封面-01 e1", "前言-01 e2", "二-01 e0"]);
  });

  it("counts on past 99", () => {
    const records = Array.from({ length: 101 }, (_, index) =>
      evidenceFile(String(index).padStart(3, "0"), [{ itemKey: "a", order: index }]),
    );
    expect(numbers(...records).slice(-3)).toEqual(["1-1-99 098", "1-1-100 099", "1-1-101 100"]);
  });

  it("has every link once, under a number of its own, for any records in any order", () => {
    const link = fc.record({
      itemKey: fc.constantFrom("a", "b", "c", "cover", "problem-list"),
      order: fc.integer({ min: 0, max: 3 }),
    });
    const records = fc
      .array(fc.uniqueArray(link, { maxLength: 3, selector: (each) => each.itemKey }), { maxLength: 6 })
      .map((all) => all.map((links, index) => evidenceFile(`e${index}`, links)));
    holds([records], (all) => {
      const entries = catalogue(checklist, all);
      expect(entries).toHaveLength(all.flatMap((record) => record.links).length);
      expect(new Set(entries.map((entry) => entry.number)).size).toBe(entries.length);
      expect(catalogue(checklist, [...all].reverse())).toEqual(entries);
      for (const key of ["a", "cover"]) {
        const orders = evidenceOf(key, all).map((each) => each.link.order);
        expect(orders).toEqual([...orders].sort((a, b) => a - b));
      }
    });
  });
});
