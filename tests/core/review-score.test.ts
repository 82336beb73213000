import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDecimals, compareDecimals, subtractDecimals } from "#core/quantity/decimal.ts";
import { farFromOthers } from "#core/review/far.ts";
import { credibilityOf, gradeOf, makeLedger, partOfLedger } from "#core/review/score.ts";
import { defaultScoring, evenPoints, type Scoring } from "#core/review/scoring.ts";
import { isFarApart, median, settle } from "#core/review/settle.ts";
import { checkVerdict, VERDICTS, type VerdictContent, type VerdictKind } from "#core/review/verdict.ts";
import { holds } from "#tests/fixtures/core-property.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";

const scoring = defaultScoring(smallTemplate);
/** hundredths up to 40 points */
const score = fc.integer({ min: 0, max: 4000 }).map((hundredths) => plain(hundredths));
const plain = (hundredths: number): string => {
  const text = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
  return text.replace(/\.?0+$/, "");
};
const kind = fc.constantFrom(...VERDICTS);
const given = fc.record({ score: fc.option(score), verdict: kind });

describe("points", () => {
  it("come to exactly one hundred, however many items there are", () => {
    holds([fc.integer({ min: 1, max: 150 })], (count) => {
      const [section] = smallTemplate.sections;
      const [first] = section?.items ?? [];
      if (!section || !first) throw new Error("no items");
      const items = Array.from({ length: count }, (_, index) => ({ ...first, key: `item-${index}` }));
      const points = Object.values(evenPoints({ ...smallTemplate, sections: [{ ...section, items }] }));
      expect(compareDecimals(addDecimals(points.map((each) => each.points)), "100")).toBe(0);
      const sorted = points.map((each) => each.points).sort(compareDecimals);
      expect(compareDecimals(subtractDecimals(sorted.at(-1) ?? "0", sorted[0] ?? "0"), "0.01")).toBeLessThanOrEqual(0);
    });
  });
});

describe("what several readers' scores come to", () => {
  it("does not depend on their order, and lies between the lowest and the highest", () => {
    holds([fc.array(given, { maxLength: 5 }), fc.nat()], (all, turn) => {
      const settled = settle(all, "40", "20");
      const turned = all.map(
        (_, index) => all[(index + turn) % all.length] ?? { score: null, verdict: "met" as const },
      );
      expect(settle(turned, "40", "20")).toEqual(settled);
      const scores = all.flatMap((each) => each.score ?? []).sort(compareDecimals);
      if (settled.verified === null) return;
      expect(compareDecimals(settled.verified, scores[0] ?? "0")).toBeGreaterThanOrEqual(0);
      expect(compareDecimals(settled.verified, scores.at(-1) ?? "0")).toBeLessThanOrEqual(0);
    });
  });

  it("is one reader's, the mean of two, or nothing where they are far apart", () => {
    const of = (...scores: string[]) =>
      settle(
        scores.map((each) => ({ score: each, verdict: "met" as const })),
        "10",
        "20",
      );
    expect(of()).toEqual({ state: "none", verified: null, verdict: null });
    expect(of("7.50")).toMatchObject({ state: "single", verified: "7.5" });
    expect(of("8", "9")).toMatchObject({ state: "mean", verified: "8.5" });
    expect(of("8", "10")).toMatchObject({ state: "mean", verified: "9" });
    expect(of("7.99", "10")).toMatchObject({ state: "needs-third", verified: null });
  });

  it("is the mean of the nearest two once there are three; the middle one where neither pair is nearer", () => {
    const of = (...scores: string[]) =>
      settle(
        scores.map((each) => ({ score: each, verdict: "met" as const })),
        "10",
        "20",
      );
    expect(of("2", "9", "8")).toMatchObject({ state: "third", verified: "8.5" });
    expect(of("2", "5", "8")).toMatchObject({ state: "third", verified: "5" });
  });

  it("takes the graver of two words that differ, and the one in the middle of three", () => {
    const word = (...verdicts: (typeof VERDICTS)[number][]) =>
      settle(
        verdicts.map((verdict) => ({ score: null, verdict })),
        null,
        "20",
      ).verdict;
    expect(word("met", "not-met")).toBe("not-met");
    expect(word("met", "not-met", "mostly-met")).toBe("mostly-met");
    expect(word()).toBeNull();
  });

  it("finds the same two far apart whichever is named first", () => {
    holds([score, score], (a, b) => {
      expect(isFarApart(a, b, "40", "20")).toBe(isFarApart(b, a, "40", "20"));
    });
  });
});

describe("a verdict", () => {
  const base: VerdictContent = { verdict: "met", score: "10", deductions: [], opinion: "", agenda: false };
  const codes = (content: Partial<VerdictContent>, points: string | null = "10") => {
    const checked = checkVerdict({ ...base, ...content }, points);
    return checked.ok ? [] : checked.error.map(({ code }) => code);
  };

  it("accounts for every point that it takes off", () => {
    holds([fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 6 })], (lost) => {
      const deductions = lost.map((each) => ({ points: plain(each), reason: "不足" }));
      const kept = subtractDecimals("40", addDecimals(deductions.map(({ points }) => points)));
      const content = { ...base, score: kept.startsWith("-") ? "0" : kept, deductions };
      expect(checkVerdict(content, "40").ok).toBe(!kept.startsWith("-"));
      expect(
        checkVerdict({ ...content, deductions: [...deductions, { points: "0.01", reason: "不足" }] }, "40").ok,
      ).toBe(false);
    });
  });

  it("stays within the points, and has none where the item has none", () => {
    expect(codes({})).toEqual([]);
    expect(codes({ score: "10.01" })).toEqual(["verdict.over-points"]);
    expect(codes({ score: null })).toEqual(["verdict.no-score"]);
    expect(codes({}, null)).toEqual(["verdict.unscored"]);
    expect(codes({ score: null }, null)).toEqual([]);
    expect(codes({ verdict: "not-met" })).toEqual(["verdict.no-opinion"]);
  });
});

const self = new Map([
  ["spending", "33"],
  ["pay", "30"],
  ["new-schools", "33"],
]);
const verdicts = (scores: Readonly<Record<string, string>>, words: Readonly<Record<string, VerdictKind>> = {}) =>
  new Map(
    Object.entries(scores).map(([itemKey, each]) => [
      itemKey,
      [{ inspector: "督学", score: each, verdict: words[itemKey] ?? "met", deductions: [], earlier: false }],
    ]),
  );

describe("the ledger", () => {
  it("adds up by section and in total, whatever was given", () => {
    const share = fc.integer({ min: 0, max: 3333 }).map(plain);
    holds([share, share, share], (a, b, c) => {
      const made = makeLedger(smallTemplate, scoring, self, verdicts({ spending: a, pay: b, "new-schools": c }));
      expect(compareDecimals(made.totals.verified, addDecimals([a, b, c]))).toBe(0);
      const bySection = addDecimals(made.sections.map(({ verified }) => verified));
      expect(compareDecimals(bySection, made.totals.verified)).toBe(0);
      expect(made.totals).toMatchObject({ points: "100", self: "96", open: 0 });
      expect(made.grade).not.toBeNull();
    });
  });

  it("gives no grade while a score is open, and no credibility without both sides", () => {
    const made = makeLedger(smallTemplate, scoring, self, verdicts({ spending: "30" }));
    expect(made).toMatchObject({ grade: null, credibility: null });
    expect(made.totals.open).toBe(2);
    const without = makeLedger(
      smallTemplate,
      scoring,
      new Map(),
      verdicts({ spending: "30", pay: "30", "new-schools": "30" }),
    );
    expect(without).toMatchObject({ grade: "优秀", credibility: null });
    expect(without.totals.self).toBeNull();
  });

  it("counts a bonus on top, and lets a failed veto leave the veto band at most", () => {
    const items: Scoring["items"] = {
      spending: { points: "50", bonus: false, veto: true },
      pay: { points: "50", bonus: false, veto: false },
      "new-schools": { points: "5", bonus: true, veto: false },
    };
    const own = { ...scoring, items };
    const full = makeLedger(smallTemplate, own, new Map(), verdicts({ spending: "50", pay: "50", "new-schools": "5" }));
    expect(full.totals).toMatchObject({ points: "100", verified: "100", bonus: "5", total: "105" });
    expect(full).toMatchObject({ grade: "优秀", vetoed: [] });
    const failed = verdicts({ spending: "50", pay: "50" }, { spending: "not-met" });
    expect(makeLedger(smallTemplate, own, new Map(), failed)).toMatchObject({ grade: "不合格", vetoed: ["spending"] });
  });

  it("shows who answers for one section nothing of the whole", () => {
    const whole = makeLedger(
      smallTemplate,
      scoring,
      self,
      verdicts({ spending: "30", pay: "30", "new-schools": "30" }),
    );
    const part = partOfLedger(whole, (itemKey) => itemKey !== "new-schools");
    expect(part.sections.map(({ sectionKey }) => sectionKey)).toEqual(["funding"]);
    expect(part).toMatchObject({ grade: null, credibility: null });
    expect(part.totals.verified).toBe("60");
    expect(JSON.stringify(part)).not.toContain("new-schools");
  });
});

describe("grade and credibility", () => {
  it("reach a band exactly at its limit", () => {
    const grade = (total: string) => gradeOf({ total, points: "100" }, scoring, false);
    expect([grade("90"), grade("89.99"), grade("80"), grade("60"), grade("59.99"), grade("0")]).toEqual([
      "优秀",
      "良好",
      "良好",
      "合格",
      "不合格",
      "不合格",
    ]);
  });

  it("are full where both sides agree, and never beyond 0 and 100", () => {
    const share = fc.integer({ min: 0, max: 3333 }).map(plain);
    holds([share, share, fc.constantFrom("deviation" as const, "ratio" as const)], (own, verified, credibility) => {
      const made = makeLedger(smallTemplate, scoring, new Map([["pay", own]]), verdicts({ pay: verified }));
      const rows = made.rows.filter(({ itemKey }) => itemKey === "pay");
      const value = credibilityOf(rows, { credibility });
      if (value === null) {
        expect(credibility === "ratio" && !/[1-9]/.test(own)).toBe(true);
        return;
      }
      expect(compareDecimals(value, "0")).toBeGreaterThanOrEqual(0);
      expect(compareDecimals(value, "100")).toBeLessThanOrEqual(0);
      if (compareDecimals(own, verified) === 0) expect(value).toBe("100.00");
    });
  });
});

describe("a self score far from others", () => {
  const of = (...scores: string[]) => new Map(scores.map((each, index) => [`d${index}`, each]));

  it("is found beside others that agree, and hides no second one", () => {
    expect([...farFromOthers(of("9", "9", "9", "9", "2", "3"), "10", "3").far]).toEqual(["d4", "d5"]);
    expect(farFromOthers(of("9", "9.2", "8.9", "9.1"), "10", "3").far.size).toBe(0);
  });

  it("is not told from three scores", () => {
    expect(farFromOthers(of("9", "9", "1"), "10", "3").far.size).toBe(0);
    expect(farFromOthers(of(), "10", "3").median).toBeNull();
  });

  it("never is the median itself", () => {
    holds([fc.array(score, { minLength: 1, maxLength: 12 })], (scores) => {
      const { far, median: middle } = farFromOthers(of(...scores), "40", "3");
      for (const key of far) expect(compareDecimals(of(...scores).get(key) ?? "0", middle ?? "0")).not.toBe(0);
      expect(middle).toBe(median([...scores].sort(compareDecimals)));
      expect(far.size).toBeLessThan(Math.max(scores.length / 2 + 1, 1));
    });
  });
});
