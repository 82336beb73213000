import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Comparison } from "#core/indicator/indicator.ts";
import { displayQuantity, QUALIFIERS, type Qualifier } from "#core/quantity/qualifier.ts";
import { satisfies } from "#core/quantity/satisfies.ts";
import { holds } from "#tests/fixtures/core-property.ts";

/*
 * The model works in thousandths, as integers. It lists true figures that a writer may honestly have hedged this way:
 * not the ranges of the implementation, but figures on a grid around the stated one and some far off.
 */
const GRID = [1, 4, 5, 10, 49, 50, 99, 100, 400, 500, 1000, 4999, 5000, 10_000, 1_000_000];

function plausible(stated: number, hedge: Qualifier | undefined, slack: number): number[] {
  const above = GRID.map((step) => stated + step);
  const below = GRID.map((step) => stated - step);
  switch (hedge) {
    case undefined:
      return [stated];
    case "以上":
      return [stated, ...above];
    case "余":
    case "超过":
      return above;
    case "近":
    case "不足":
      return below;
    case "约":
    case "左右":
      return [stated, ...above, ...below].filter((figure) => Math.abs(figure - stated) <= slack);
  }
}

const TEST: Record<Comparison, (a: number, b: number) => boolean> = {
  ">=": (a, b) => a >= b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  "<": (a, b) => a < b,
  "=": (a, b) => a === b,
};
const OPERATORS = Object.keys(TEST) as Comparison[];

const text = (thousandths: number, places: number): string => {
  const sign = thousandths < 0 ? "-" : "";
  const digits = String(Math.abs(thousandths)).padStart(4, "0");
  const [whole, fraction] = [digits.slice(0, -3), digits.slice(-3).slice(0, places)];
  return sign + (places === 0 ? whole : `${whole}.${fraction}`);
};

describe("satisfies", () => {
  it("says yes only if every plausible figure meets the threshold, and no only if none does", () => {
    const hedge = fc.option(fc.constantFrom(...QUALIFIERS), { nil: undefined });
    const operator = fc.constantFrom(...OPERATORS);
    const figure = fc.integer({ min: 0, max: 120_000 });
    const stated = fc
      .tuple(figure, fc.integer({ min: 0, max: 2 }))
      .map(([value, places]) => ({ places, value: value - (value % 10 ** (3 - places)) }));
    const offset = fc.constantFrom(0, ...GRID, ...GRID.map((step) => -step));
    holds(
      [stated, hedge, operator, fc.oneof(offset, fc.integer({ min: -60_000, max: 60_000 }))],
      ({ value, places }, by, relation, distance) => {
        const threshold = Math.max(0, value + distance);
        const slack = 10 ** (3 - places) / 2;
        const answer = satisfies(text(value, places), by, relation, text(threshold, 3));
        const met = plausible(value, by, slack).map((candidate) => TEST[relation](candidate, threshold));
        if (answer === "yes") expect(met).not.toContain(false);
        if (answer === "no") expect(met).not.toContain(true);
        if (by === undefined) expect(answer).not.toBe("open");
      },
      5000,
    );
  });

  it.each<[string, Qualifier | undefined, Comparison, string, "yes" | "no" | "open"]>([
    ["0.5", "超过", "<=", "0.5", "no"],
    ["0.5", "超过", ">", "0.5", "yes"],
    ["0.5", "超过", "<=", "0.6", "open"],
    ["85", "以上", ">=", "85", "yes"],
    ["85", "以上", ">", "85", "open"],
    ["85", "以上", "<", "85", "no"],
    ["3", "近", ">=", "3", "no"],
    ["3", "近", ">=", "2.9", "open"],
    ["50", "不足", "<", "50", "yes"],
    ["50", "不足", "<=", "49", "open"],
    ["30", "余", "=", "30", "no"],
    ["30", "余", ">=", "31", "open"],
    ["85", "约", ">=", "85", "open"],
    ["85", "约", ">=", "84.6", "open"],
    ["85", "约", ">=", "84", "yes"],
    ["85", "左右", ">=", "86", "no"],
    ["3000", "约", ">=", "2800", "open"],
    ["3000", "约", ">=", "2500", "yes"],
    ["85.0", "约", ">=", "84.9", "yes"],
    ["85", "约", "=", "85", "open"],
    ["85", "约", "=", "90", "no"],
    ["85.0", undefined, "=", "85", "yes"],
    ["-1", undefined, "<", "0", "yes"],
  ])("%s %s %s %s: %s", (value, hedge, operator, threshold, expected) => {
    expect(satisfies(value, hedge, operator, threshold)).toBe(expected);
  });

  it("gives opposite answers to opposite questions", () => {
    const opposite: [Comparison, Comparison][] = [
      [">=", "<"],
      ["<=", ">"],
    ];
    const flipped = { yes: "no", no: "yes", open: "open" } as const;
    holds(
      [fc.integer({ min: 0, max: 99 }), fc.constantFrom(...QUALIFIERS), fc.integer({ min: 0, max: 99 })],
      (value, hedge, threshold) => {
        for (const [a, b] of opposite)
          expect(satisfies(String(value), hedge, b, String(threshold))).toBe(
            flipped[satisfies(String(value), hedge, a, String(threshold))],
          );
      },
    );
  });
});

describe("displayQuantity", () => {
  it.each<[Qualifier | undefined, string]>([
    [undefined, "30次"],
    ["约", "约30次"],
    ["近", "近30次"],
    ["超过", "超过30次"],
    ["不足", "不足30次"],
    ["余", "30余次"],
    ["以上", "30次以上"],
    ["左右", "30次左右"],
  ])("puts %s where official prose has it", (hedge, expected) => {
    expect(displayQuantity("30", "次", hedge)).toBe(expected);
  });
});
