import fc from "fast-check";
import { expect, it } from "vitest";
import { ofUnit, unitsOf } from "#app/features/tasks/task-units.ts";

it("every task is listed under exactly one unit, and the counts say how many", () => {
  const rows = fc.array(fc.record({ lead: fc.constantFrom("区教委", "区财政局", "区人社局", "") }));
  fc.assert(
    fc.property(rows, (all) => {
      const units = unitsOf(all);
      expect(units.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
      for (const { name, count } of units) expect(ofUnit(all, name)).toHaveLength(count);
      expect(ofUnit(all, "")).toEqual(all);
    }),
  );
});
