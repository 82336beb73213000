import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { convertUnit, differenceUnit, parseUnit, sameDimension } from "#core/quantity/unit.ts";
import { decimalText } from "#tests/fixtures/core-arbitraries.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const FAMILIES = [
  ["元", "万元", "亿元"],
  ["人", "万人", "名", "万名", "位", "亿人"],
  ["平方米", "万平方米", "㎡", "万㎡", "平米"],
  ["%", "％"],
  ["百分点"],
  ["元/人", "万元/人"],
  ["个", "万个"],
] as const;

describe("units", () => {
  it("convert within a family and never between families", () => {
    for (const family of FAMILIES)
      for (const other of FAMILIES)
        for (const a of family)
          for (const b of other) {
            expect(sameDimension(a, b), `${a} ${b}`).toBe(family === other);
            expect(convertUnit("1", a, b) !== undefined, `${a} ${b}`).toBe(family === other);
          }
  });

  it("come back unchanged after any detour, whatever the number of digits", () => {
    const pair = fc.constantFrom(...FAMILIES).chain((family) => {
      const unit: fc.Arbitrary<string> = fc.constantFrom(...family);
      return fc.tuple(unit, unit);
    });
    holds([decimalText(18, 6), pair], (value, [a, b]) => {
      const there = convertUnit(value, a, b) ?? "missing";
      expect(compareDecimals(convertUnit(there, b, a) ?? "missing", value)).toBe(0);
    });
  });

  it.each([
    ["5.10", "亿元", "万元", "51000"],
    ["1", "元", "亿元", "0.00000001"],
    ["123456789012345678901234", "元", "万元", "12345678901234567890.1234"],
    ["3", "万名", "人", "30000"],
  ])("%s %s is %s %s", (value, from, to, expected) => {
    expect(convertUnit(value, from, to)).toBe(expected);
  });

  it("named like members of every object are ordinary units", () => {
    for (const unit of ["constructor", "toString", "__proto__"]) {
      expect(parseUnit(unit)).toMatchObject({ base: unit, scale: "1" });
      expect(sameDimension(unit, "valueOf")).toBe(false);
    }
  });

  it("count a difference of percentages in 百分点", () => {
    expect(["%", "％", "万元"].map(differenceUnit)).toEqual(["百分点", "百分点", "万元"]);
  });
});
