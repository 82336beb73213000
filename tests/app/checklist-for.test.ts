import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checklistFor, checklistsOf, inOrder } from "#app/features/start-year/checklist-for.ts";

const duty = (year: number) => ({ id: "cq-duty", version: String(year), year });
const plan = (name: string, year = 2025) => ({ id: `plan-review/${name}`, version: String(year), year });
const ALL = [duty(2022), duty(2024), duty(2025), plan("fuling"), plan("fushun")];

describe("the checklist that goes with a year", () => {
  it("is the only one of that year, and nobody's guess where there are several", () => {
    expect(checklistFor(ALL, 2022, undefined)).toEqual(duty(2022));
    expect(checklistFor(ALL, 2025, undefined)).toBeUndefined();
    expect(checklistFor(ALL, 2025, "plan-review/fushun")).toEqual(plan("fushun"));
    expect(checklistFor(ALL, 2025, "another")).toBeUndefined();
    expect(checklistFor(ALL, 2030, "cq-duty")).toBeUndefined();
    expect(checklistsOf(ALL, 2025)).toBe(3);
  });

  it("does not hang on the order in which checklists are listed", () => {
    const order = fc.shuffledSubarray(ALL, { minLength: ALL.length, maxLength: ALL.length });
    fc.assert(
      fc.property(order, fc.constantFrom(undefined, "cq-duty", "plan-review/fuling"), (templates, usual) => {
        for (const year of [2022, 2024, 2025, 2026])
          expect(checklistFor(templates, year, usual)).toEqual(checklistFor(ALL, year, usual));
        const [first] = inOrder(templates, usual);
        expect(first?.year).toBe(2025);
        if (usual) expect(first?.id).toBe(usual);
      }),
    );
  });
});
