import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "#core/answer/answer.ts";
import { versionText } from "#core/document/version.ts";
import { freeze } from "#core/review/freeze.ts";
import { thaw } from "#core/review/thaw.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { contentOf, evidenceFile, templateWith } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const number = { type: "number" as const, key: "甲", label: "甲", unit: "万元", precision: 2 };
const checklist = templateWith(
  { prose: true, fields: [number], evidence: [{ key: "a", title: "甲件" }] },
  { prose: true },
  { prose: true },
);
const ITEMS = ["item-1", "item-2", "item-3"] as const;

const answer = fc.record(
  {
    narrative: fc.constantFrom("", "文", "支出{{甲}}。", "第一段\n第二段"),
    explanations: fc.dictionary(fc.constantFrom("f1", "f2"), fc.constantFrom("说明", "原因"), { maxKeys: 2 }),
    selfScore: fc.constantFrom("1", "2.5"),
    values: fc.constantFrom<Answer["values"]>({}, { 甲: { now: "12.50" } }),
  },
  { requiredKeys: [] },
);

const link = fc.record(
  {
    itemKey: fc.constantFrom(...ITEMS),
    order: fc.integer({ min: 0, max: 3 }),
    slot: fc.constant("a"),
    pagesCited: fc.constantFrom("3—5", "8"),
  },
  { requiredKeys: ["itemKey", "order"] },
);

const content: fc.Arbitrary<SubmissionContent> = fc
  .record({
    answers: fc.dictionary(fc.constantFrom(...ITEMS), answer),
    records: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom("e1", "e2", "e3", "e4"),
        links: fc.uniqueArray(link, { maxLength: 3, selector: ({ itemKey }) => itemKey }),
        inReport: fc.boolean(),
        carried: fc.option(fc.constant(2021), { nil: undefined }),
        issuer: fc.constantFrom("", "区财政局"),
      }),
      { selector: ({ id }) => id, maxLength: 4 },
    ),
  })
  .map(({ answers, records }) =>
    contentOf(checklist, answers, {
      evidence: records.map(({ id, links, inReport, carried, issuer }) => ({
        ...evidenceFile(id, links),
        inReport,
        issuer,
        ...(carried === undefined ? {} : { carried }),
      })),
    }),
  );

const again = (stored: SubmissionContent): SubmissionContent =>
  thaw(
    {
      items: freeze(stored).items.map(({ item }) => ({ ...item, hash: "0".repeat(64) })),
      district: stored.district,
      year: stored.year,
      lastYear: stored.lastYear ?? null,
      submittedAt: "2022-11-08T00:00:00.000Z",
    },
    stored,
  );

describe("a frozen version read back as content", () => {
  it("is the version that was frozen: whatever was said, the printed stamp is made from the same text", () => {
    holds([content], (stored) => {
      expect(versionText(again(stored))).toBe(versionText(stored));
    });
  });

  it("says of every item what was frozen", () => {
    const said = (stored: SubmissionContent): string[] => freeze(stored).items.map(({ text }) => text);
    holds([content], (stored) => {
      expect(said(again(stored))).toEqual(said(stored));
    });
  });
});
