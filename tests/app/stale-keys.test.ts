import { describe, expect, it } from "vitest";
import { draftQuery } from "#app/data/draft-queries.ts";
import { staleKeys } from "#app/data/stale-keys.ts";
import { submissionQuery } from "#app/data/submission-queries.ts";
import { TOPICS } from "#core/notice/notice.ts";

/** Whether a query of this key is read again when the other one is said to be stale. */
const within = (key: readonly unknown[], stale: readonly unknown[]): boolean =>
  stale.every((part, index) => part === key[index]);

describe("what a notice makes stale", () => {
  it.each(TOPICS)("is for %s never what somebody is typing in", (topic) => {
    const typedIn = [submissionQuery("s").queryKey, draftQuery("d").queryKey];
    const stale = staleKeys({ topic, submissionId: "s", itemKey: "pay", draftId: "d" });
    expect(stale.filter((key) => key.length === 0 || typedIn.some((typed) => within(typed, key)))).toEqual([]);
  });

  it("is nothing of another submission, but for lists of all of them", () => {
    for (const topic of TOPICS)
      for (const key of staleKeys({ topic, submissionId: "s" }))
        for (const foreign of ["flow", "comments", "staff", "carries", "review-result"])
          if (topic !== "everything" && topic !== "account") expect(within([foreign, "other"], key)).toBe(false);
  });
});
