import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentOf, EMPTY_DRAFT, unexplained, withDeductions, withVerdict } from "#app/data/verdict-draft.ts";

const cents = fc.integer({ min: 1, max: 400 }).map((value) => String(value / 100));

describe("a verdict while it is written", () => {
  it("gives the full score for 达标 alone, and leaves a typed score alone", () => {
    expect(withVerdict(EMPTY_DRAFT, "met", "4").score).toBe("4");
    expect(withVerdict({ ...EMPTY_DRAFT, score: "3" }, "met", "4").score).toBe("3");
    expect(withVerdict(EMPTY_DRAFT, "met", null).score).toBe("");
    expect(withVerdict(EMPTY_DRAFT, "not-met", "4").score).toBe("");
  });

  it("adds up whatever is deducted: the score follows, and what is saved is accepted by the rule", () => {
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 5 }), (taken) => {
        const lines = taken.map((points) => ({ points, reason: "材料不全" }));
        const draft = withDeductions({ ...EMPTY_DRAFT, verdict: "mostly-met", opinion: "请补充" }, lines, "4");
        const sum = taken.reduce((total, points) => total + Math.round(Number(points) * 100), 0);
        if (sum > 400) {
          expect(draft.score).toBe("");
          return;
        }
        expect(Math.round(Number(draft.score) * 100)).toBe(400 - sum);
        expect(unexplained(draft, "4")).toBeNull();
        expect(contentOf(draft, "4").ok).toBe(true);
      }),
    );
  });

  it("reads figures as people type them and tells which line is wrong", () => {
    const typed = { ...EMPTY_DRAFT, verdict: "mostly-met" as const, score: "３．５", opinion: "缺少文件" };
    const read = contentOf({ ...typed, deductions: [{ points: " 0.5", reason: "缺少文件" }] }, "4");
    expect(read).toMatchObject({ ok: true, value: { score: "3.5", deductions: [{ points: "0.5" }] } });
    const lines = [
      { points: "", reason: "" },
      { points: "半分", reason: "缺少文件" },
    ];
    expect(contentOf({ ...typed, deductions: lines }, "4")).toMatchObject({
      ok: false,
      error: [{ path: "deductions", index: 1, message: "扣分请填写数字，例如 0.5" }],
    });
    expect(unexplained({ ...typed, deductions: [] }, "4")).toBe("0.5");
  });

  it("sends no score where the item carries none", () => {
    expect(contentOf({ ...EMPTY_DRAFT, verdict: "met", score: "3" }, null)).toMatchObject({
      ok: true,
      value: { score: null, deductions: [] },
    });
  });
});
