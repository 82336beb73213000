import { describe, expect, it } from "vitest";
import { workInHand } from "#app/features/city-work/work-in-hand.ts";
import {
  addProblem,
  credibilityWork,
  differenceText,
  draftFrom,
  emptyProblems,
  missingProposals,
  moveProblem,
} from "#app/features/conclusion/conclusion-draft.ts";
import { addBand, changeBand, pointTotals, scoringFaults, totalNote } from "#app/features/cycle/scoring-draft.ts";
import { hastenText, PROGRESS_FILTERS, sortRows } from "#app/features/cycle-progress/progress-rows.ts";
import { cellOf, progressLines, scoreHeat } from "#app/features/overview/overview-data.ts";
import type { DistrictProgress } from "#core/api/cycle.ts";
import { makeLedger } from "#core/review/score.ts";
import { CREDIBILITY_FORMULAS, defaultScoring } from "#core/review/scoring.ts";
import { templateWith } from "#tests/fixtures/core-content.ts";

const district = (name: string, change: Partial<DistrictProgress> = {}): DistrictProgress => ({
  districtId: name,
  district: name,
  submissionId: `sub-${name}`,
  phase: "drafting",
  round: 0,
  progress: { items: 10, done: 4, complete: 0, started: 0 },
  submittedAt: null,
  concludedAt: null,
  overdue: false,
  returned: 0,
  returnDue: null,
  reviewed: 0,
  toReview: 0,
  inspectors: ["甲"],
  totals: null,
  grade: null,
  ...change,
});

describe("progress of the districts", () => {
  const rows = [
    district("渝北区", { phase: "reviewing", reviewed: 3, toReview: 3 }),
    district("江北区", { phase: "returned", returned: 2, returnDue: "2023-03-05", overdue: true }),
    district("北碚区", { phase: null, submissionId: null, progress: null, overdue: true }),
    district("巴南区"),
  ];

  it("hastens those who have not submitted and those who have not answered a return, and nobody else", () => {
    const text = hastenText(rows, { year: 2022, submitBy: "2023-03-01" }, "2023-03-04");
    expect(text.split("\n")).toEqual([
      "2022年度履行教育职责自评，报送期限2023年3月1日，已过3天。以下区县请抓紧：",
      "北碚区：尚未报送，尚未开始填报",
      "巴南区：尚未报送，已完成4/10项",
      "江北区：退回补正2条尚未重新报送，期限2023年3月5日，还有1天",
    ]);
    expect(
      hastenText(
        [rows[0]].flatMap((row) => row ?? []),
        { year: 2022, submitBy: "2023-03-01" },
        "2023-03-04",
      ),
    ).toBe("");
  });

  it("is sorted by the way that a year goes", () => {
    expect(sortRows(rows, "phase", false).map((row) => row.district)).toEqual(["北碚区", "巴南区", "江北区", "渝北区"]);
    expect(sortRows(rows, "phase", true)[0]?.district).toBe("渝北区");
  });

  it("names what can be concluded only where everything is read", () => {
    expect(rows.filter(PROGRESS_FILTERS.ready.keeps).map((row) => row.district)).toEqual(["渝北区"]);
    expect(PROGRESS_FILTERS.ready.keeps(district("空", { phase: "reviewing" }))).toBe(false);
  });

  it("puts what waits for a decision before what is late; who does not manage is not asked to conclude", () => {
    const work = workInHand({ progress: rows, problems: [], manages: true });
    expect(work.map(({ key }) => key)).toEqual(["ready sub-渝北区", "late"]);
    expect(work[1]?.text).toBe("2个区县已过期限：江北区、北碚区");
    expect(workInHand({ progress: rows, problems: [], manages: false }).map(({ key }) => key)).toEqual(["late"]);
  });
});

describe("the overview", () => {
  it("shows nothing rather than nought where a score is missing", () => {
    expect(cellOf("verified", { points: "20", self: "20", verified: null })).toEqual({ share: null, text: "" });
    expect(cellOf("difference", { points: "20", self: null, verified: "18" }).text).toBe("");
    expect(cellOf("self", { points: "0", self: "0", verified: "0" }).share).toBeNull();
  });

  it("has no total where nothing has been scored, and the self score's all the same", () => {
    const totals = { points: "20", self: "18", verified: "0", bonus: "0", total: "0", open: 2 };
    const verdicts = { met: 0, "mostly-met": 0, "needs-material": 0, "not-met": 0, none: 2 };
    const cell = { sectionKey: "a", points: "20", self: "18", verified: null, verdicts };
    const row = {
      districtId: "d",
      district: "甲区",
      submissionId: "s",
      phase: "submitted",
      grade: null,
      targets: null,
    } as const;
    const heat = (verified: string | null, measure: "self" | "verified") =>
      scoreHeat(
        {
          sections: [{ key: "a", heading: "一" }],
          districts: [{ ...row, totals: { ...totals, verified: verified ?? "0" }, cells: [{ ...cell, verified }] }],
          progress: [],
          indicators: [],
        },
        measure,
      ).cell("d", "*");
    expect(heat(null, "verified").share).toBeNull();
    expect(heat(null, "self")).toMatchObject({ figure: "90.0" });
    // given, and none of the points reached
    expect(heat("0", "verified")).toMatchObject({ figure: "0.0" });
  });

  it("gives shares in percent and differences in points", () => {
    expect(cellOf("verified", { points: "20", self: "20", verified: "18.5" })).toMatchObject({ figure: "92.5" });
    expect(cellOf("difference", { points: "20", self: "20", verified: "18.5" })).toEqual({
      share: 0.075,
      text: "−1.5",
      figure: "-1.5",
    });
  });

  it("places days by their distance, and leaves out phases that nobody was in", () => {
    const phases = { none: 0, drafting: 2, submitted: 0, reviewing: 0, returned: 0, concluded: 0 };
    const { times, series } = progressLines({
      progress: [
        { day: "2023-02-27", phases },
        { day: "2023-03-01", phases: { ...phases, drafting: 1, submitted: 1 } },
      ],
    });
    expect(times).toEqual([
      { at: 0, label: "2月27日" },
      { at: 2, label: "3月1日" },
    ]);
    expect(series.map(({ points }) => points)).toEqual([
      ["2", "1"],
      ["0", "1"],
    ]);
  });
});

const checklist = templateWith({}, {}, {});

describe("how a year counts", () => {
  const usual = defaultScoring(checklist);

  it("has no faults as it comes, and adds up to a hundred", () => {
    expect(scoringFaults(usual).size).toBe(0);
    expect(pointTotals(usual)).toEqual({ points: "100", bonus: "0" });
    expect(totalNote("100.0")).toBe("");
    expect(totalNote("98.5")).toBe("，比100分少1.5分");
  });

  it("keeps the band of a failed veto when it gets another name", () => {
    const renamed = changeBand(usual, 3, { name: "待整改" });
    expect(renamed.vetoBand).toBe("待整改");
    expect(renamed.defaults.bands).toBe(false);
    expect(scoringFaults(renamed).size).toBe(0);
  });

  it("says where a figure cannot be read, a band repeats or does not descend", () => {
    const wrong = { ...usual, items: { "item-1": { points: "十", bonus: false, veto: false } } };
    expect([...scoringFaults(wrong).keys()]).toEqual(["items.item-1.points"]);
    expect(pointTotals(wrong)).toBeNull();
    expect([...scoringFaults(changeBand(usual, 1, { from: "95" })).keys()]).toEqual(["bands.1.from"]);
    expect(scoringFaults(addBand(usual)).has("bands.4.name")).toBe(true);
  });
});

describe("concluding", () => {
  const proposed = [
    { itemKey: "a", text: "一" },
    { itemKey: "b", text: "二" },
  ];
  const draft = draftFrom("basis", proposed);

  it("never loses what was written when inspectors decide something new", () => {
    expect(missingProposals(draft, [...proposed, { itemKey: "c", text: "三" }])).toEqual([
      { itemKey: "c", text: "三" },
    ]);
    expect(missingProposals({ problems: [] }, proposed)).toEqual(proposed);
  });

  it("puts a new problem behind the others of its item, and moves within the list only", () => {
    const added = addProblem(draft.problems, { id: "n", itemKey: "a", text: "" });
    expect(added.map(({ id }) => id)).toEqual(["p0", "n", "p1"]);
    expect(emptyProblems(added)).toBe(1);
    expect(moveProblem(added, "n", 1).map(({ id }) => id)).toEqual(["p0", "p1", "n"]);
    expect(moveProblem(added, "p0", -1)).toEqual(added);
    expect(moveProblem(added, "p1", 1)).toEqual(added);
  });

  it("shows the credibility that the ledger counted, whatever the formula", () => {
    for (const credibility of CREDIBILITY_FORMULAS) {
      const scoring = { ...defaultScoring(checklist), credibility };
      const self = new Map([
        ["item-1", "33"],
        ["item-2", "30"],
        ["item-3", "33"],
      ]);
      const given = new Map(
        ["30", "31", "33"].map((score, index) => [
          `item-${index + 1}`,
          [{ inspector: "甲", score, verdict: "met" as const, deductions: [], earlier: false }],
        ]),
      );
      const ledger = makeLedger(checklist, scoring, self, given);
      expect(credibilityWork(ledger, credibility)).toBe(
        credibility === "deviation" ? `1 − 4 ÷ 100 = ${ledger.credibility}%` : `94 ÷ 96 = ${ledger.credibility}%`,
      );
      expect(credibilityWork({ ...ledger, credibility: null }, credibility)).toBeUndefined();
    }
  });

  it("names a difference with its sign, and nothing where there is none", () => {
    expect(differenceText("33", "30.5")).toBe("−2.5");
    expect(differenceText("30", "31")).toBe("+1");
    expect(differenceText("30", "30.00")).toBe("");
    expect(differenceText(null, "30")).toBe("");
  });
});
