import { describe, expect, it } from "vitest";
import { isBlind } from "#core/review/blind.ts";
import { PHASES } from "#core/review/flow.ts";
import { SCORE_STATES } from "#core/review/ledger.ts";

describe("reading without the other's word", () => {
  it("withholds it exactly from those who have yet to decide, unless they are to settle it", () => {
    for (const mine of [true, false])
      for (const decided of [true, false])
        for (const phase of PHASES)
          for (const state of SCORE_STATES) {
            const blind = isBlind({ mine, decided, phase, state });
            if (!mine || decided || phase === "concluded" || state === "needs-third") expect(blind).toBe(false);
            else expect(blind).toBe(true);
          }
  });
});
