import { describe, expect, it } from "vitest";
import { isBlind } from "#core/review/blind.ts";
import { PHASES } from "#core/review/flow.ts";
import { SCORE_STATES } from "#core/review/ledger.ts";

const inEveryStanding = (mine: boolean, decided: boolean): string[] =>
  PHASES.flatMap((phase) =>
    SCORE_STATES.filter((state) => isBlind({ mine, decided, phase, state })).map((state) => `${phase} ${state}`),
  );

describe("reading without the other's word", () => {
  it("withholds it from whoever has yet to decide, unless to settle it or when all is concluded", () => {
    const unsettled = (phase: string) => ["none", "single", "mean", "third"].map((state) => `${phase} ${state}`);
    expect(inEveryStanding(true, false).sort()).toEqual(
      ["drafting", "submitted", "reviewing", "returned"].flatMap(unsettled).sort(),
    );
  });

  it.each([
    [true, true],
    [false, false],
    [false, true],
  ])("withholds nothing where it is one's own %s and decided %s", (mine, decided) => {
    expect(inEveryStanding(mine, decided)).toEqual([]);
  });
});
