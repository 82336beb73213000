import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outlook, splitYears } from "#app/features/home/outlook.ts";
import type { Progress } from "#core/submission/progress.ts";

const TODAY = "2026-11-22";
const progress = (items: number, done: number): Progress => ({ items, done, complete: 0, started: 0 });

describe("the line that says what is left and by when", () => {
  it.each([
    [progress(38, 29), "2026-12-04", "距截止还有12天，38项中还有9项未完成", "calm"],
    [progress(38, 29), "2026-11-22", "今天截止，38项中还有9项未完成", "late"],
    [progress(38, 29), "2026-11-19", "已过截止日期3天，38项中还有9项未完成", "late"],
    [progress(38, 0), "2027-01-01", "距截止还有40天，38项都未完成", "calm"],
    [progress(38, 29), null, "38项中还有9项未完成", "calm"],
    [progress(38, 38), "2026-12-04", "38项已全部完成，距截止还有12天", "done"],
    [progress(38, 38), "2026-11-01", "38项已全部完成", "done"],
  ])("reads %j due %s as %s", (given, deadline, sentence, tone) => {
    expect(outlook(given, deadline, TODAY)).toEqual({ sentence, tone });
  });

  it("counts a deadline across the end of February of a leap year by calendar days", () => {
    expect(outlook(progress(2, 1), "2028-03-01", "2028-02-28").sentence).toBe("距截止还有2天，2项中还有1项未完成");
  });

  it("never counts finished work as late", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.constantFrom("2020-01-01", TODAY, "2030-01-01", null),
        (n, due) => {
          expect(outlook(progress(n, n), due, TODAY).tone).toBe("done");
        },
      ),
    );
  });
});

describe("years", () => {
  const year = (of: number, deadline: string | null, done: number) => ({
    year: of,
    deadline,
    progress: progress(10, done),
  });

  it("keeps the newest year in front even when it is finished and past its deadline", () => {
    const { current, past } = splitYears([year(2024, null, 10), year(2025, "2026-03-01", 10)], TODAY);
    expect(current.map((each) => each.year)).toEqual([2025]);
    expect(past.map((each) => each.year)).toEqual([2024]);
  });

  it("keeps an earlier year in front while it is open and its deadline lies ahead", () => {
    const { current, past } = splitYears(
      [year(2024, "2026-12-01", 10), year(2025, "2026-12-01", 3), year(2026, null, 0), year(2023, "2024-03-01", 3)],
      TODAY,
    );
    expect(current.map((each) => each.year)).toEqual([2026, 2025]);
    expect(past.map((each) => each.year)).toEqual([2024, 2023]);
  });
});
