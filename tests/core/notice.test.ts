import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auditEvent } from "#core/audit/event.ts";
import { condense, type Notice, noticeOf, TOPICS } from "#core/notice/notice.ts";

/** Of these groups of events every one is told, but for what no page shows. */
const TOLD = /^(answer|item|comment|evidence|submission|package|review|scan|verdict|problem|cycle|template|unit)\./;
const SILENT = new Set(["evidence.exported", "package.exported"]);

const types = auditEvent.options.map(({ shape }) => shape.type.value);
const ids = { submissionId: "s", itemKey: "pay", draftId: "d", accountId: "x", to: 4, reason: "机密", title: "机密" };

describe("a notice", () => {
  it.each(types)("of %s says where, or there is none, and never what", (type) => {
    const told = noticeOf({ ...ids, type } as unknown as Parameters<typeof noticeOf>[0]);
    if (TOLD.test(type)) expect(told === undefined).toBe(SILENT.has(type));
    expect(JSON.stringify(told ?? {})).not.toContain("机密");
    const named = Object.keys(told ?? {}).filter(
      (key) => !["topic", "submissionId", "itemKey", "revision", "draftId"].includes(key),
    );
    expect(named).toEqual([]);
  });

  it("of a verdict does not name the item: others decide upon it blind", () => {
    const told = noticeOf({ ...ids, type: "verdict.given" } as unknown as Parameters<typeof noticeOf>[0]);
    expect(told).toEqual({ topic: "verdict", submissionId: "s" });
  });

  it("of a bulk change is one; of a few it names each place once, with its newest revision", () => {
    const save = (itemKey: string, revision: number): Notice => ({
      topic: "answer",
      submissionId: "s",
      itemKey,
      revision,
    });
    expect(condense([save("a", 1), save("b", 1), save("a", 2)])).toEqual([save("a", 2), save("b", 1)]);
    const many = Array.from({ length: 200 }, (_, index) => save(`i${index}`, 1));
    expect(condense([...many, { topic: "flow", submissionId: "s" }])).toEqual([
      { topic: "answer", submissionId: "s" },
      { topic: "flow", submissionId: "s" },
    ]);
  });

  it("keeps every topic and submission that there was, and adds none", () => {
    const one = fc.record({
      topic: fc.constantFrom(...TOPICS),
      submissionId: fc.constantFrom("s", "t", undefined),
      itemKey: fc.option(fc.stringMatching(/^[a-z]{1,3}$/), { nil: undefined }),
    });
    const wide = (all: readonly Notice[]) =>
      [...new Set(all.map((each) => `${each.topic} ${each.submissionId}`))].sort();
    fc.assert(
      fc.property(fc.array(one, { maxLength: 60 }), (all) => {
        const few = condense(all);
        expect(wide(few)).toEqual(wide(all));
        expect(few.length).toBeLessThanOrEqual(all.length);
        for (const each of all)
          expect(
            few.some(
              (told) =>
                told.topic === each.topic &&
                told.submissionId === each.submissionId &&
                (told.itemKey === undefined || told.itemKey === each.itemKey),
            ),
          ).toBe(true);
      }),
    );
  });
});
