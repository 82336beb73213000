import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cellKey,
  changeCells,
  dutiesOf,
  loads,
  planOf,
  readersOf,
  rotate,
  samePlan,
  uncovered,
  WHOLE,
} from "#app/features/cycle/duty-plan.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const names = (prefix: string, most: number) =>
  fc.integer({ min: 1, max: most }).map((count) => Array.from({ length: count }, (_, index) => `${prefix}${index}`));
const office = fc.record({
  by: fc.constantFrom("district" as const, "section" as const),
  inspectors: names("i", 7),
  districts: names("d", 12),
  sections: names("s", 8),
  each: fc.constantFrom(1, 2),
});

describe("dealing out in turn", () => {
  it("leaves nothing unread, and gives two different readers where two are asked for", () => {
    holds([office], (rotation) => {
      const plan = rotate(rotation);
      const { districts, sections, each, inspectors } = rotation;
      expect(uncovered(plan, districts, sections)).toEqual([]);
      for (const districtId of districts)
        for (const column of sections)
          expect(new Set(readersOf(plan, { districtId, column })).size).toBe(Math.min(each, inspectors.length));
    });
  });

  it("gives nobody more than one unit of work more than anybody else", () => {
    holds([office], (rotation) => {
      const { by, districts, sections, inspectors } = rotation;
      const all = loads(rotate(rotation), districts, sections);
      const units = inspectors.map((id) => {
        const load = all.get(id) ?? { districts: 0, sections: 0 };
        return by === "district" ? load.districts : load.sections / districts.length;
      });
      expect(Math.max(...units) - Math.min(...units)).toBeLessThanOrEqual(1);
    });
  });

  it("gives nothing where there is nobody", () => {
    expect(rotate({ by: "district", inspectors: [], each: 2, districts: ["d"], sections: ["s"] }).size).toBe(0);
  });
});

describe("the table as it is stored", () => {
  it("comes back as it was", () => {
    holds([office], (rotation) => {
      const plan = rotate(rotation);
      expect(samePlan(planOf(dutiesOf(plan, rotation.districts, rotation.sections)), plan)).toBe(true);
    });
  });

  it("has one duty for a person and a district; the whole report takes the sections in", () => {
    const cells = [WHOLE, "a", "b"].map((column) => ({ districtId: "d", column }));
    const plan = changeCells(new Map(), cells, "add", ["x"]);
    expect(dutiesOf(plan, ["d"], ["a", "b"])).toEqual([{ accountId: "x", districtId: "d", sections: null }]);
  });

  it("forgets districts and sections that are gone", () => {
    const plan = planOf([
      { accountId: "x", districtId: "gone", sections: null },
      { accountId: "x", districtId: "d", sections: ["a", "gone"] },
    ]);
    expect(dutiesOf(plan, ["d"], ["a"])).toEqual([{ accountId: "x", districtId: "d", sections: ["a"] }]);
  });
});

describe("changing chosen cells", () => {
  const cells = [{ districtId: "d", column: "a" }];

  it("adds nobody twice, and removes only who is named", () => {
    const twice = changeCells(changeCells(new Map(), cells, "add", ["x", "y"]), cells, "add", ["x"]);
    expect(twice.get(cellKey({ districtId: "d", column: "a" }))).toEqual(["x", "y"]);
    const one = changeCells(twice, cells, "remove", ["x"]);
    expect(readersOf(one, { districtId: "d", column: "a" })).toEqual(["y"]);
    expect(uncovered(changeCells(one, cells, "remove", ["y"]), ["d"], ["a"])).toEqual(cells);
  });

  it("leaves the plan it started from as it was", () => {
    const before = changeCells(new Map(), cells, "set", ["x"]);
    changeCells(before, cells, "remove", ["x"]);
    expect(readersOf(before, { districtId: "d", column: "a" })).toEqual(["x"]);
  });
});
