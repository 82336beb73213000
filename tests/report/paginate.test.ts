import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paginate } from "#report/layout/paginate.ts";
import type { Mark, Strip } from "#report/layout/strip.ts";

const mark = (text: string): Mark => ({ kind: "text", x: 0, y: 0, text, font: "song", size: 10, spacing: 0 });
const strip = (text: string, more: Partial<Strip> = {}): Strip => ({ height: 10, marks: [mark(text)], ...more });
const texts = (strips: readonly Strip[], height = 100): string[][] =>
  paginate(strips, height).map((page) => page.marks.map((each) => (each.kind === "text" ? each.text : "")));

describe("pagination", () => {
  it("sets 22 lines of the grid on a page in spite of rounding", () => {
    const lines = Array.from({ length: 45 }, (_, index) => strip(String(index), { height: 637.795 / 22 }));
    expect(texts(lines, 637.795).map((page) => page.length)).toEqual([22, 22, 1]);
  });

  it("moves a heading to the page of the line that follows it", () => {
    const lines = Array.from({ length: 9 }, (_, index) => strip(String(index)));
    expect(texts([...lines, strip("标题", { keepWithNext: true }), strip("正文")]).at(-1)).toEqual(["标题", "正文"]);
  });

  it("sets a table's head again on each further page, and only there", () => {
    const head = strip("头", { keepWithNext: true });
    const rows = Array.from({ length: 20 }, (_, index) => strip(String(index), { repeats: head }));
    const pages = texts([head, ...rows]);
    expect(pages.map((page) => page[0])).toEqual(["头", "头", "头"]);
    expect(pages.flat().filter((text) => text === "头")).toHaveLength(3);
  });

  it("begins a page where a strip asks for it, and no page before the first", () => {
    expect(texts([strip("甲", { startsPage: true }), strip("乙", { startsPage: true })])).toEqual([["甲"], ["乙"]]);
  });

  it("does not pull a heading onto the page of an annex that must begin one", () => {
    expect(texts([strip("甲"), strip("乙", { keepWithNext: true }), strip("丙", { startsPage: true })])).toEqual([
      ["甲", "乙"],
      ["丙"],
    ]);
  });

  it("keeps the order, loses nothing and never overfills a page", () => {
    const any = fc.record({
      height: fc.integer({ min: 1, max: 90 }),
      keepWithNext: fc.boolean(),
      startsPage: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 60 }), (shapes) => {
        const strips = shapes.map((shape, index) => strip(String(index), shape));
        expect(texts(strips).flat()).toEqual(strips.map((_, index) => String(index)));
        const heights = new Map(shapes.map((shape, index) => [String(index), shape.height]));
        for (const page of texts(strips))
          expect(page.reduce((sum, text) => sum + (heights.get(text) ?? 0), 0)).toBeLessThanOrEqual(100.01);
      }),
    );
  });
});
