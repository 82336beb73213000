import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answer, emptyAnswer, MAX_NARRATIVE } from "#core/answer/answer.ts";
import { checkAnswer } from "#core/answer/check-answer.ts";
import { describeEvent } from "#core/audit/describe-event.ts";
import { auditEvent } from "#core/audit/event.ts";
import { reviewEvent } from "#core/audit/review-event.ts";
import { fileAnswer, submissionFile } from "#core/submission/submission.ts";
import { SAMPLE_FIELDS, storedValue } from "#tests/fixtures/core-arbitraries.ts";
import { answerOf, itemOf } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const item = itemOf({ fields: Object.values(SAMPLE_FIELDS) });

describe("checkAnswer", () => {
  it("accepts what the forms store, and the schema keeps every bit of it", () => {
    const all = fc.tuple(...item.fields.map((field) => storedValue(field)));
    holds([all], (row) => {
      const candidate = answerOf({
        values: Object.fromEntries(item.fields.map((field, index) => [field.key, row[index] ?? true])),
      });
      expect(checkAnswer(item, candidate)).toEqual({ ok: true, value: candidate });
      expect(answer.parse(JSON.parse(JSON.stringify(candidate)))).toEqual(candidate);
    });
  });

  it("names every value that does not fit, and unknown fields among them", () => {
    const checked = checkAnswer(
      item,
      answerOf({ values: { 支出: "多", 日期: "2022-02-30", 等次: "bad", 别的: true, constructor: true } }),
    );
    expect(!checked.ok && checked.error.map(({ fieldKey, code }) => `${fieldKey} ${code}`)).toEqual([
      "支出 field.wrong-shape",
      "日期 field.wrong-shape",
      "等次 field.unknown-option",
      "别的 answer.unknown-field",
      "constructor answer.unknown-field",
    ]);
  });
});

describe("the stored shapes", () => {
  it("refuse what is no answer and never throw", () => {
    expect(answer.safeParse(emptyAnswer()).success).toBe(true);
    for (const change of [
      { format: 3 },
      { done: "yes" },
      { values: [] },
      { narrative: null },
      { narrative: "x".repeat(MAX_NARRATIVE + 1) },
      { extra: 1 },
    ])
      expect(answer.safeParse({ ...emptyAnswer(), ...change }).success, Object.keys(change).join()).toBe(false);
    holds(
      [fc.anything()],
      (foreign) => {
        expect(typeof answer.safeParse(foreign).success).toBe("boolean");
        expect(typeof submissionFile.safeParse(foreign).success).toBe("boolean");
      },
      500,
    );
  });

  it("let a file leave out what is empty", () => {
    const file = submissionFile.parse({
      format: 1,
      template: { id: "test", version: "2022" },
      district: "渝北区",
      year: 2022,
      answers: { a: {}, b: { narrative: "文" } },
    });
    expect(fileAnswer(file.answers.a ?? {})).toEqual(emptyAnswer());
    expect(fileAnswer(file.answers.b ?? {})).toEqual({ ...emptyAnswer(), narrative: "文" });
    expect(submissionFile.safeParse({ ...file, answers: JSON.parse('{"__proto__":{}}') }).success).toBe(false);
  });
});

describe("audit events", () => {
  it("are each described in one Chinese sentence", () => {
    const reviewed = new Set<string>(reviewEvent.options.map((option) => option.shape.type.value));
    for (const option of auditEvent.options) {
      const type = option.shape.type.value;
      // these have a table of their own
      if (reviewed.has(type)) continue;
      const event = auditEvent.parse({
        type,
        upTo: 7,
        madeAt: "2022-11-08T00:00:00Z",
        filtered: true,
        organisation: "某区",
        sample: false,
        accountId: "1",
        username: "zhang",
        roles: [],
        until: "2022-11-08T00:00:00Z",
        unitId: "1",
        name: "某科",
        submissionId: "1",
        template: "t",
        year: 2022,
        itemKey: "a",
        changed: [],
        carryId: "1",
        sourceId: "1",
        fromYear: 2022,
        itemKeys: [],
        evidenceIds: [],
        kept: [],
        evidenceId: "1",
        title: "材料",
        sha256: "0",
        ...(type.startsWith("submission.upgrade")
          ? {
              upgradeId: "1",
              from: "2022",
              to: "2024",
              kept: [],
              moved: 1,
              orphaned: 2,
              ...(type === "submission.upgraded" ? { kept: 3 } : {}),
            }
          : {}),
        ...(type === "submission.orphan-settled" ? { orphanId: "1", label: "指标", settled: true } : {}),
        ...(type.startsWith("template.")
          ? { draftId: "1", version: "2024", hash: "0", from: 1, to: 2, edits: 3, summary: "新增指标1项" }
          : {}),
        ...(type === "account.handed-over"
          ? { to: { accountId: "2", username: "li", name: "李某" }, items: 3, duties: 0, threads: 1, phrases: 2 }
          : {}),
        ...(type === "organisation.created" || type === "organisation.changed"
          ? { districtId: "2", code: null, from: { name: "甲区", code: null }, to: { name: "乙区", code: "500113" } }
          : {}),
        ...(type === "account.two-factor" ? { change: "on" } : {}),
        ...(type === "account.changed" ? { from: {}, to: { roles: [] } } : {}),
        ...(type === "answer.saved" ? { from: 1, to: 2 } : {}),
        ...(type === "item.signed-off"
          ? { event: "send-back", from: "handed-in", to: "returned", revision: 2, reason: "缺少依据" }
          : {}),
        ...(type === "comment.written" ? { threadId: "1", commentId: "2", reply: true } : {}),
        ...(type === "comment.resolved" ? { threadId: "1", from: false, to: true } : {}),
        ...(type === "item.assigned" ? { from: { unitId: null, due: null }, to: { unitId: "1", due: null } } : {}),
        ...(type === "evidence.renamed" || type === "evidence.cited" ? { from: "甲", to: "乙" } : {}),
        ...(type === "evidence.ordered" ? { from: ["1", "2"], to: ["2", "1"] } : {}),
        ...(type === "evidence.replaced"
          ? { from: { revision: 1, sha256: "0" }, to: { revision: 2, sha256: "1" } }
          : {}),
        ...(type === "evidence.exported" ? { for: "others", files: 3, withheld: 1 } : {}),
        ...(type.startsWith("package.")
          ? { files: 3, bytes: 900, district: "某区", items: 2, evidence: 1, kept: 0 }
          : {}),
        ...(type === "evidence.changed"
          ? { from: { title: "甲", inReport: false }, to: { title: "乙", inReport: true } }
          : {}),
      });
      expect(describeEvent(event)).toMatch(/[\u4e00-\u9fff]/);
      expect(describeEvent(event)).not.toMatch(/undefined|\[object/);
    }
  });
});
