import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogue, type Evidence } from "#core/evidence/evidence.ts";
import { zipPlan } from "#core/evidence/zip-plan.ts";
import { hostileText } from "#tests/fixtures/core-arbitraries.ts";
import { contentOf, evidenceFile, templateOf } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const item = (key: string, heading = key) => ({ key, heading, prose: false });
const checklist = templateOf({
  sections: [
    { key: "one", heading: "党的领导", items: [item("a", "基层组织"), item("b", "思想引领：学习/研讨")] },
    { key: "two", heading: "经费投入", items: [item("c", "两个只增不减")] },
  ],
});
const plan = (evidence: Evidence[], reader: "own" | "others" = "own") =>
  zipPlan(contentOf(checklist, {}, { evidence }), reader);
const paths = (...all: Parameters<typeof plan>) => plan(...all).files.map(({ path }) => path);

describe("the plan of a ZIP", () => {
  it("follows the checklist: section, item, number and title, with the extension of the content", () => {
    const records = [
      { ...evidenceFile("1", [{ itemKey: "c" }, { itemKey: "b", order: 2 }]), title: "预算" },
      { ...evidenceFile("2", [{ itemKey: "b", order: 1 }]), title: "方案", fileName: "方案.exe" },
      {
        ...evidenceFile("3", [{ itemKey: "cover" }, { itemKey: "problem-list" }]),
        title: "照片",
        fileName: "IMG.JPEG",
        mediaType: "image/jpeg" as const,
      },
      evidenceFile("4", []),
    ];
    expect(paths(records)).toEqual([
      "封面/封面-01 照片.jpeg",
      "1 党的领导/1-2 思想引领：学习／研讨/1-2-01 方案.pdf",
      "1 党的领导/1-2 思想引领：学习／研讨/1-2-02 预算.pdf",
      "2 经费投入/2-1 两个只增不减/2-1-01 预算.pdf",
      "二 存在的主要问题/二-01 照片.jpeg",
    ]);
    expect(plan(records)).toMatchObject({ name: "渝北区2022年自评佐证材料", bytes: 5, withheld: [] });
    expect(plan(records, "others").name).toBe("渝北区2022年自评佐证材料（供外部）");
  });

  it("leaves confidential files out for others, and every other one has the number that it has for oneself", () => {
    const records = ["a", "b", "c"].map((id, order) => ({
      ...evidenceFile(id, [{ itemKey: "a", order }]),
      confidential: id === "b",
    }));
    const others = plan(records, "others");
    expect(others.files.map(({ path }) => path.slice(-13))).toEqual(["-1-01 材料a.pdf", "-1-03 材料c.pdf"]);
    expect(others.withheld.map(({ number }) => number)).toEqual(["1-1-02"]);
    expect(others.bytes).toBe(2);
  });

  it("gives any titles unique, legal and stable names that Windows can unpack", () => {
    const link = fc.record({
      itemKey: fc.constantFrom("a", "b", "c", "cover", "opening", "problem-list"),
      order: fc.integer({ min: 0, max: 2 }),
    });
    const title = fc.oneof(
      hostileText,
      fc.constantFrom("CON", "con", "a.", "A", "a ", "é", "e\u0301", "..", "/", "报".repeat(200)),
      fc.string({ unit: "grapheme", minLength: 60, maxLength: 200 }),
    );
    const record = fc.record({
      title,
      links: fc.uniqueArray(link, { maxLength: 3, selector: (each) => each.itemKey }),
    });
    holds(
      [fc.array(record, { maxLength: 8 })],
      (all) => {
        const records = all.map(({ title: said, links }, index) => ({
          ...evidenceFile(`e${index}`, links),
          title: said,
        }));
        const made = paths(records);
        expect(new Set(made.map((path) => path.normalize("NFC").toLowerCase())).size).toBe(made.length);
        expect(made).toEqual(paths([...records].reverse()));
        const numbers = catalogue(checklist, records).map(({ number }) => number);
        for (const [index, path] of made.entries()) {
          expect(path.length).toBeLessThanOrEqual(170);
          const steps = path.split("/");
          expect(steps.at(-1)?.startsWith(numbers[index] ?? "?")).toBe(true);
          for (const step of steps) {
            expect(new TextEncoder().encode(step).length).toBeLessThanOrEqual(255);
            expect(step).not.toMatch(/[\\:*?"<>|\p{Cc}\p{Cs}\u202a-\u202e]|^\s|[\s.]$|^$/u);
          }
        }
      },
      500,
    );
  });
});
