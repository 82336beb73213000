import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TOPICS } from "#core/notice/notice.ts";
import { payloads, readPayload } from "#server/store/postgres-notices.ts";

const id = fc.option(fc.string({ unit: "grapheme", maxLength: 64 }), { nil: null });
const told = fc.record(
  {
    topic: fc.constantFrom(...TOPICS),
    submissionId: fc.string({ maxLength: 64 }),
    itemKey: fc.string({ unit: fc.constantFrom("教", "育", "a"), maxLength: 100 }),
    revision: fc.nat(),
    organisationId: id,
    accountId: id,
  },
  { requiredKeys: ["topic", "organisationId", "accountId"] },
);

describe("notices between processes", () => {
  it("go in texts that PostgreSQL takes, and come back as they were, in their order", () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 80 }), (all) => {
        const texts = payloads(all);
        for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThan(8000);
        const back: unknown[] = texts.flatMap((text) => readPayload(text) ?? []);
        expect(back).toEqual(all);
      }),
    );
  });

  it.each(["", "{}", "[", '[{"topic":"of a newer version"}]', '[{"topic":"flow"}]'])(
    "that say %j are not understood, and told as such",
    (text) => {
      expect(readPayload(text)).toBeUndefined();
    },
  );
});
