import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  deskHeight,
  FULL_SIZE,
  placeSheets,
  SHEET_GAP,
  sheetAt,
  sheetsNear,
  turned,
} from "#app/features/report/page-places.ts";

const UPRIGHT = { width: 595, height: 842 };
const LYING = { width: 842, height: 595 };
const PAGES = [UPRIGHT, UPRIGHT, LYING, UPRIGHT];

describe("the sheets on the desk", () => {
  it("fill the width, the lying ones too, or have the paper's own size", () => {
    const fitted = placeSheets(PAGES, 390, "fit");
    for (const place of fitted) expect(place.width).toBeCloseTo(390 - 2 * SHEET_GAP);
    for (const place of placeSheets(PAGES, 390, "full")) expect(place.scale).toBe(FULL_SIZE);
  });

  it("lie one under the other with a gap between", () => {
    const places = placeSheets(PAGES, 800, "fit");
    for (const [index, place] of places.entries()) {
      const above = places[index - 1];
      expect(place.top).toBeCloseTo(above ? above.top + above.height + SHEET_GAP : SHEET_GAP);
    }
    expect(deskHeight(places)).toBeGreaterThan(places.at(-1)?.top ?? 0);
  });

  it("are drawn only near the window", () => {
    const places = placeSheets(
      Array.from({ length: 400 }, () => UPRIGHT),
      800,
      "full",
    );
    const near = sheetsNear(places, 100_000, 900);
    expect(near.length).toBeLessThan(6);
    expect(near).toContain(sheetAt(places, 100_000));
  });

  it("have no page on an empty desk", () => {
    expect([deskHeight([]), sheetAt([], 10), sheetsNear([], 0, 900), turned([], 0, 900, 1)]).toEqual([0, 0, [], 0]);
  });
});

describe("turning pages", () => {
  const desk = fc.record({
    pages: fc.array(fc.constantFrom(UPRIGHT, LYING), { minLength: 1, maxLength: 12 }),
    room: fc.integer({ min: 200, max: 1600 }),
    windowHeight: fc.integer({ min: 120, max: 1500 }),
    zoom: fc.constantFrom("fit" as const, "full" as const),
  });
  const walk = (places: ReturnType<typeof placeSheets>, windowHeight: number, from: number, direction: 1 | -1) => {
    const stops = [from];
    for (let turns = 0; turns < 500; turns += 1) {
      const next = turned(places, stops.at(-1) ?? 0, windowHeight, direction);
      if (next === stops.at(-1)) break;
      stops.push(next);
    }
    return stops;
  };

  it("shows every line on the way down, and comes back to the top", () => {
    fc.assert(
      fc.property(desk, ({ pages, room, windowHeight, zoom }) => {
        const places = placeSheets(pages, room, zoom);
        const down = walk(places, windowHeight, 0, 1);
        for (const [index, stop] of down.entries()) {
          const before = down[index - 1];
          if (before === undefined) continue;
          expect(stop).toBeGreaterThan(before);
          expect(stop).toBeLessThanOrEqual(before + windowHeight);
        }
        const last = places.at(-1);
        expect((down.at(-1) ?? 0) + windowHeight).toBeGreaterThanOrEqual((last?.top ?? 0) + (last?.height ?? 0));
        expect(walk(places, windowHeight, down.at(-1) ?? 0, -1).at(-1)).toBe(0);
      }),
    );
  });
});
