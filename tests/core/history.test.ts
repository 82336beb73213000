import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyAnswer } from "#core/answer/answer.ts";
import { contentChanged, historySpans, type RevisionMark } from "#core/answer/history.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const mark = (
  revision: number,
  savedAt: string,
  accountId = "a",
  restoredFrom: number | null = null,
): RevisionMark => ({
  revision,
  savedAt: `2022-11-08T${savedAt}:00.000Z`,
  accountId,
  savedBy: accountId,
  restoredFrom,
});
const ranges = (marks: readonly RevisionMark[]) => historySpans(marks).map(({ base, revision }) => [base, revision]);

describe("the history of an item", () => {
  it("takes what one person saved within one hour together, newest first", () => {
    expect(historySpans([mark(1, "01:05"), mark(2, "01:59"), mark(3, "02:00")])).toMatchObject([
      { base: 2, revision: 3, saves: 1 },
      { base: 0, revision: 2, saves: 2, startedAt: "2022-11-08T01:05:00.000Z", savedAt: "2022-11-08T01:59:00.000Z" },
    ]);
  });

  it("keeps apart what two people saved in turns", () => {
    expect(ranges([mark(1, "01:05", "a"), mark(2, "01:06", "b"), mark(3, "01:07", "a")])).toEqual([
      [2, 3],
      [1, 2],
      [0, 1],
    ]);
  });

  it("keeps two people of the same name apart", () => {
    const same = [mark(1, "01:05", "a"), mark(2, "01:06", "b")].map((each) => ({ ...each, savedBy: "张三" }));
    expect(historySpans(same)).toHaveLength(2);
  });

  it("lets a restored version stand by itself", () => {
    expect(ranges([mark(1, "01:01"), mark(2, "01:02"), mark(3, "01:03", "a", 1), mark(4, "01:04")])).toEqual([
      [3, 4],
      [2, 3],
      [0, 2],
    ]);
  });

  const marks = fc
    .array(fc.record({ account: fc.constantFrom("a", "b"), minutes: fc.nat(90), restored: fc.boolean() }))
    .map((steps) => {
      let at = Date.parse("2022-11-08T00:00:00Z");
      return steps.map(({ account, minutes, restored }, index): RevisionMark => {
        at += minutes * 60_000;
        const savedAt = new Date(at).toISOString();
        return {
          revision: index + 1,
          savedAt,
          accountId: account,
          savedBy: account,
          restoredFrom: restored ? 1 : null,
        };
      });
    });

  it("leaves no revision out and counts none twice", () => {
    holds([marks], (all) => {
      const spans = historySpans(all).reverse();
      expect(spans.reduce((sum, { saves }) => sum + saves, 0)).toBe(all.length);
      let last = 0;
      for (const { base, revision, saves } of spans) {
        expect(base).toBe(last);
        expect(revision - base).toBe(saves);
        last = revision;
      }
    });
  });

  it("gives every span one author and one hour", () => {
    holds([marks], (all) => {
      for (const { base, revision, accountId, startedAt, savedAt } of historySpans(all)) {
        const inside = all.slice(base, revision);
        expect(new Set(inside.map((each) => each.accountId))).toEqual(new Set([accountId]));
        expect(startedAt.slice(0, 13)).toBe(savedAt.slice(0, 13));
      }
    });
  });
});

describe("whether an item says something else", () => {
  it("does not ask about the filler's own mark", () => {
    const answer = { ...emptyAnswer(), narrative: "正文" };
    expect(contentChanged(answer, { ...answer, done: true })).toBe(false);
    expect(contentChanged(answer, { ...answer, narrative: "正文。" })).toBe(true);
    expect(contentChanged(answer, { ...answer, explanations: { x: "因为" } })).toBe(true);
  });
});
