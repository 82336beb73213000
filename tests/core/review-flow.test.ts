import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DRAFT,
  FLOW_EVENTS,
  type FlowState,
  type FlowStep,
  flowAfter,
  frozenText,
  isWritable,
  openness,
  PHASES,
} from "#core/review/flow.ts";
import { isOverdue, missingOfReport, PROBLEM_EVENTS, PROBLEM_STATES, problemAfter } from "#core/review/problem.ts";
import { problemNarrative } from "#core/review/problem-narrative.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const itemKey = fc.constantFrom("a", "b", "c");
const step: fc.Arbitrary<FlowStep> = fc.oneof(
  fc.record({ event: fc.constantFrom(...FLOW_EVENTS.filter((event) => event !== "return")) }),
  fc.record({ event: fc.constant("return" as const), itemKeys: fc.array(itemKey, { maxLength: 3 }) }),
);

/** The states that a sequence of steps comes through; what is refused changes nothing. */
function walk(steps: readonly FlowStep[]): FlowState[] {
  const states = [DRAFT];
  for (const each of steps) {
    const next = flowAfter(states.at(-1) ?? DRAFT, each);
    if (next.ok) states.push(next.value);
  }
  return states;
}

/** Row by row: where each event leads from each phase; "" = refused. */
const TABLE: Record<(typeof PHASES)[number], Record<(typeof FLOW_EVENTS)[number], string>> = {
  drafting: { submit: "submitted", recall: "", open: "", return: "", conclude: "", reopen: "" },
  submitted: { submit: "", recall: "drafting", open: "reviewing", return: "", conclude: "", reopen: "" },
  reviewing: { submit: "", recall: "", open: "reviewing", return: "returned", conclude: "concluded", reopen: "" },
  returned: { submit: "submitted", recall: "", open: "", return: "returned", conclude: "", reopen: "" },
  concluded: { submit: "", recall: "", open: "", return: "", conclude: "", reopen: "reviewing" },
};

describe("a submission's way", () => {
  it.each(PHASES)("from %s leads where the table says, and says why not elsewhere", (phase) => {
    for (const event of FLOW_EVENTS) {
      const taken: FlowStep = event === "return" ? { event, itemKeys: ["a"] } : { event };
      const next = flowAfter({ phase, round: 1, returned: [] }, taken);
      expect(next.ok ? next.value.phase : "", event).toBe(TABLE[phase][event]);
      if (!next.ok) expect(next.error.length, event).toBeGreaterThan(5);
    }
  });

  it("counts every frozen version, and takes none back", () => {
    holds([fc.array(step, { maxLength: 40 })], (steps) => {
      const states = walk(steps);
      for (const [index, state] of states.entries())
        if (index > 0) expect(state.round).toBeGreaterThanOrEqual(states[index - 1]?.round ?? 0);
    });
  });

  it("lets nothing be written but a draft and what was returned", () => {
    holds([fc.array(step, { maxLength: 40 }), itemKey], (steps, key) => {
      for (const state of walk(steps)) {
        const open = state.phase === "drafting" || (state.phase === "returned" && state.returned.includes(key));
        expect(isWritable(state, key)).toBe(open);
        expect(openness(state, key).unlocked).toBe(open && state.phase === "returned");
        if (!open) expect(frozenText(state.phase)).not.toBe("");
      }
    });
  });

  it("goes back to the same return when its answer is recalled, and to the draft otherwise", () => {
    holds([fc.array(step, { maxLength: 40 })], (steps) => {
      const states = walk(steps);
      const last = states.at(-1) ?? DRAFT;
      const sent = flowAfter(last, { event: "submit" });
      if (!sent.ok) return;
      const back = flowAfter(sent.value, { event: "recall" });
      expect(back.ok && { ...back.value, round: last.round }).toEqual(last);
    });
  });

  it("returns at least one item", () => {
    expect(flowAfter({ phase: "reviewing", round: 1, returned: [] }, { event: "return", itemKeys: [] }).ok).toBe(false);
  });

  it("adds another inspector's items to an open return, and forgets a settled one", () => {
    const open = flowAfter({ phase: "returned", round: 1, returned: ["b"] }, { event: "return", itemKeys: ["a", "b"] });
    expect(open.ok && open.value.returned).toEqual(["a", "b"]);
    const anew = flowAfter({ phase: "reviewing", round: 2, returned: ["b"] }, { event: "return", itemKeys: ["c"] });
    expect(anew.ok && anew.value.returned).toEqual(["c"]);
  });
});

describe("a problem's way", () => {
  const NEXT: Record<(typeof PROBLEM_STATES)[number], Partial<Record<(typeof PROBLEM_EVENTS)[number], string>>> = {
    open: { report: "reported" },
    reported: { "check-off": "checked-off", "send-back": "sent-back" },
    "sent-back": { report: "reported" },
    "checked-off": { reopen: "open" },
  };

  it.each(PROBLEM_STATES)("from %s leads where the table says", (state) => {
    for (const event of PROBLEM_EVENTS) {
      const next = problemAfter(state, event);
      expect(next.ok ? next.value : undefined, event).toBe(NEXT[state][event]);
    }
  });

  it("is overdue after its day while it is the district's, and never before", () => {
    for (const state of PROBLEM_STATES) {
      const mine = state === "open" || state === "sent-back";
      expect(isOverdue({ state, due: "2023-03-01" }, "2023-03-02")).toBe(mine);
      expect(isOverdue({ state, due: "2023-03-01" }, "2023-03-01")).toBe(false);
      expect(isOverdue({ state, due: null }, "2999-01-01")).toBe(false);
    }
  });

  it("names what has to be said before it is reported", () => {
    expect(missingOfReport({ measure: "", unit: "区财政局", person: "", due: null })).toEqual(["整改措施", "责任人"]);
  });

  it("is told in next year's chapter with how it stands", () => {
    const plan = { measure: "补拨经费。", unit: "区财政局", person: "张三", due: null };
    const told = problemNarrative(2022, [
      { text: "经费未足额拨付。", state: "checked-off", ...plan },
      { text: "学位不足", state: "open", measure: "", unit: "", person: "", due: null },
    ]);
    expect(told.split("\n")).toEqual([
      "2022年度评价共反馈问题2个，已销号1个，其余1个正在整改或等待核查。",
      "1.经费未足额拨付。由区财政局负责，已完成整改并销号。整改措施：补拨经费。",
      "2.学位不足。正在整改。",
    ]);
    expect(problemNarrative(2022, [])).toBe("");
  });
});
