import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SHADES } from "#app/ui/plot/palette.ts";
import { nextPlace } from "#app/ui/plot/roving.ts";
import { dodge, extentOf, laneOffset, linearScale, niceTicks, rangeOf, stepOf } from "#app/ui/plot/scale.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
const range = fc.tuple(value, value).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));

describe("a linear scale", () => {
  it("keeps the order and stays between the ends, whichever way the pixels run", () => {
    holds([range, fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()], (from, part, flipped) => {
      const to = flipped ? { low: 500, high: 20 } : { low: 20, high: 500 };
      const at = linearScale(from, to)(from.low + (from.high - from.low) * part);
      expect(at).toBeGreaterThanOrEqual(20 - 1e-6);
      expect(at).toBeLessThanOrEqual(500 + 1e-6);
    });
    const down = linearScale({ low: 0, high: 10 }, { low: 100, high: 0 });
    expect([down(0), down(4), down(10)]).toEqual([100, 60, 0]);
  });

  it("puts equal figures in the middle", () => {
    expect(linearScale({ low: 3, high: 3 }, { low: 0, high: 80 })(3)).toBe(40);
  });
});

describe("ticks", () => {
  it("enclose the figures, evenly, in order, and not too many", () => {
    holds([range, fc.integer({ min: 2, max: 10 })], (given, wanted) => {
      // nearer together than doubles can tell apart at that height
      fc.pre(given.high - given.low > Math.max(1e-6, Math.abs(given.high) * 1e-9, Math.abs(given.low) * 1e-9));
      const ticks = niceTicks(given, wanted);
      const { low, high } = rangeOf(ticks);
      const slack = (given.high - given.low) * 1e-6;
      expect(low).toBeLessThanOrEqual(given.low + slack);
      expect(high).toBeGreaterThanOrEqual(given.high - slack);
      expect(ticks.length).toBeLessThanOrEqual(wanted + 2);
      const step = (high - low) / (ticks.length - 1);
      for (const [index, tick] of ticks.entries()) expect(tick).toBeCloseTo(low + index * step, step < 1 ? 6 : 0);
    });
  });

  it("are round", () => {
    expect(niceTicks({ low: 0, high: 1 })).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(niceTicks({ low: 3.2, high: 4.9 }, 4)).toEqual([3, 3.5, 4, 4.5, 5]);
    expect(niceTicks({ low: 4, high: 4 })).toEqual([4]);
    expect(niceTicks({ low: Number.NaN, high: 1 })).toEqual([]);
  });
});

describe("lanes", () => {
  it("keep two dots of a lane apart, and use no more lanes than stand in one place", () => {
    holds([fc.array(fc.double({ min: 0, max: 600, noNaN: true }), { maxLength: 60 })], (places) => {
      const lanes = dodge(places, 9);
      expect(lanes).toHaveLength(places.length);
      for (const [a, lane] of lanes.entries())
        for (const [b, other] of lanes.entries())
          if (a < b && lane === other) expect(Math.abs((places[a] ?? 0) - (places[b] ?? 0))).toBeGreaterThanOrEqual(9);
      const crowd = Math.max(0, ...places.map((at) => places.filter((each) => each <= at && at - each < 9).length));
      expect(Math.max(-1, ...lanes) + 1).toBe(crowd);
    });
  });

  it("lie on both sides of the line in turns", () => {
    expect([0, 1, 2, 3, 4].map(laneOffset).map((each) => each + 0)).toEqual([0, 1, -1, 2, -2]);
  });
});

describe("shades", () => {
  const channel = (part: string): number => {
    const share = Number.parseInt(part, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const luminance = (colour: string): number => {
    const [r = "", g = "", b = ""] = colour.slice(1).match(/../g) ?? [];
    return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  };

  it("can be read: every figure on its ground has a contrast of 4.5", () => {
    for (const { ground, ink } of SHADES) {
      const [light = 0, dark = 0] = [luminance(ground), luminance(ink)].sort((a, b) => b - a);
      expect((light + 0.05) / (dark + 0.05), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("grow with the share, also outside of 0 to 1", () => {
    holds([fc.double({ min: -1, max: 2, noNaN: true }), fc.double({ min: -1, max: 2, noNaN: true })], (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      expect(stepOf(low, 5)).toBeLessThanOrEqual(stepOf(high, 5));
      expect([0, 1, 2, 3, 4]).toContain(stepOf(a, 5));
    });
    expect([0, 0.2, 0.99, 1].map((share) => stepOf(share, 5))).toEqual([0, 1, 4, 4]);
  });
});

describe("arrow keys", () => {
  it("never leave the grid, and lead back by the opposite key unless they met its edge", () => {
    const key = fc.constantFrom(
      ["ArrowLeft", "ArrowRight"] as const,
      ["ArrowRight", "ArrowLeft"] as const,
      ["ArrowUp", "ArrowDown"] as const,
      ["ArrowDown", "ArrowUp"] as const,
    );
    holds([fc.nat(399), fc.integer({ min: 1, max: 10 }), key], (at, columns, [there, back]) => {
      const next = nextPlace(there, at, 400, columns);
      expect(next).toBeGreaterThanOrEqual(0);
      expect(next).toBeLessThan(400);
      if (next !== undefined && next !== at) expect(nextPlace(back, next, 400, columns)).toBe(at);
    });
    expect(nextPlace("Home", 17, 400, 10)).toBe(10);
    expect(nextPlace("End", 17, 400, 10)).toBe(19);
    expect(nextPlace("a", 17, 400, 10)).toBeUndefined();
  });
});

it("the least and the greatest figure stay as they were written", () => {
  expect(extentOf(["10.50", "9", "10.5", "100"])).toEqual({ least: "9", greatest: "100" });
  expect(extentOf([])).toBeUndefined();
});
