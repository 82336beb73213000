import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftOf, planOf, sameDraft } from "#app/features/rectification/plan-draft.ts";
import { mentions, PROBLEM_FILTERS, summaryOf, yearsOf } from "#app/features/rectification/problem-rows.ts";
import type { Problem } from "#core/api/rectification.ts";
import { PROBLEM_STATES } from "#core/review/problem.ts";

const problem = (more: Partial<Problem> = {}): Problem => ({
  id: "p1",
  submissionId: "s1",
  districtId: "d1",
  district: "渝北区",
  year: 2022,
  number: 1,
  itemKey: "spending",
  item: "5.教育投入",
  text: "拨款文件不全",
  state: "open",
  measure: "",
  unit: "",
  person: "",
  due: null,
  overdue: false,
  files: [],
  steps: [],
  version: 1,
  may: { write: true, report: true, check: false },
  ...more,
});

describe("the rectification ledger on the screen", () => {
  it("puts every problem under exactly one of in hand, waiting and checked off", () => {
    for (const state of PROBLEM_STATES) {
      const kept = (["todo", "reported", "checked-off"] as const).filter((filter) =>
        PROBLEM_FILTERS[filter].keeps(problem({ state })),
      );
      expect(kept).toHaveLength(1);
    }
  });

  it("counts what is overdue, and says nothing of it where nothing is", () => {
    expect(summaryOf([problem({ overdue: true }), problem({ state: "reported" })])).toBe(
      "共2个：1个整改中（其中1个已逾期），1个待核查，0个已销号",
    );
    expect(summaryOf([problem()])).not.toContain("逾期");
  });

  it("is found by any word that is shown of it", () => {
    expect(mentions(problem({ unit: "区财政局" }), "财政")).toBe(true);
    expect(mentions(problem(), "没有这个词")).toBe(false);
    expect(yearsOf([problem(), problem({ year: 2023 }), problem()])).toEqual([2023, 2022]);
  });
});

describe("a plan while it is written", () => {
  it("is not a change before something is changed, and never throws on what is typed", () => {
    const text = fc.string({ unit: "binary", maxLength: 40 });
    fc.assert(
      fc.property(fc.record({ measure: text, unit: text, person: text, due: text }), (draft) => {
        expect(sameDraft(draft, draft)).toBe(true);
        const read = planOf(draft);
        expect("plan" in read || Object.keys(read.faults).length > 0).toBe(true);
      }),
    );
    expect(sameDraft(draftOf(problem()), draftOf(problem()))).toBe(true);
  });

  it("names the field that is too long or no day", () => {
    expect(planOf({ measure: "", unit: "单".repeat(101), person: "", due: "2022-13-01" })).toMatchObject({
      faults: { unit: expect.stringContaining("100字"), due: expect.stringContaining("年-月-日") },
    });
    expect(planOf({ measure: " 整改 ", unit: "", person: "", due: "" })).toEqual({
      plan: { measure: "整改", unit: "", person: "", due: null },
    });
  });
});
