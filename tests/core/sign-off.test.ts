import { describe, expect, it } from "vitest";
import {
  isLocked,
  lockText,
  SIGN_OFF_EVENTS,
  SIGN_OFF_STATES,
  type SignOffEvent,
  type SignOffState,
  signOffAfter,
} from "#core/workflow/sign-off.ts";

/** What each event leads to; "-" is refused. */
const TABLE: Record<SignOffState, Record<SignOffEvent, SignOffState | "-">> = {
  open: { "hand-in": "handed-in", "take-over": "taken-over", "send-back": "-", reassign: "open" },
  "handed-in": { "hand-in": "handed-in", "take-over": "taken-over", "send-back": "returned", reassign: "open" },
  "taken-over": { "hand-in": "-", "take-over": "taken-over", "send-back": "returned", reassign: "open" },
  returned: { "hand-in": "handed-in", "take-over": "taken-over", "send-back": "returned", reassign: "open" },
};

const PAIRS = SIGN_OFF_STATES.flatMap((state) => SIGN_OFF_EVENTS.map((event) => ({ state, event })));

describe("the way of an item from its unit to the editor", () => {
  it.each(PAIRS)("$state, $event", ({ state, event }) => {
    const next = signOffAfter(state, event);
    expect(next.ok ? next.value : "-").toBe(TABLE[state][event]);
    if (!next.ok) expect(next.error).toMatch(/请/);
  });

  it("locks the unit out from handing in until it is sent back or goes to another unit", () => {
    expect(SIGN_OFF_STATES.filter(isLocked)).toEqual(["handed-in", "taken-over"]);
    for (const state of SIGN_OFF_STATES.filter(isLocked))
      for (const event of SIGN_OFF_EVENTS) {
        const next = signOffAfter(state, event);
        if (next.ok && !isLocked(next.value)) expect(["send-back", "reassign"]).toContain(event);
      }
  });

  it("says who locked the item, when, and whom to ask", () => {
    const by = "张三";
    expect(lockText({ state: "handed-in", by }, "11月8日14:05")).toBe(
      "本条已由张三于11月8日14:05交稿，等待统稿人接收；需要修改请联系统稿人退回",
    );
    expect(lockText({ state: "taken-over", by }, "11月8日14:05")).toContain("统稿人张三已于11月8日14:05接收本条");
  });
});
