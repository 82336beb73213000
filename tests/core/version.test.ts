import { describe, expect, it } from "vitest";
import { versionText } from "#core/document/version.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { answerOf, contentOf, evidenceFile, templateWith, values } from "#tests/fixtures/core-content.ts";

const checklist = templateWith({ prose: true }, { prose: true });
const evidence = [evidenceFile("e1", [{ itemKey: "item-1" }]), evidenceFile("e2", [{ itemKey: "item-2" }])];
const base = contentOf(
  checklist,
  { "item-1": { ...values({ 甲: "一", 乙: "二" }), narrative: "文" }, "item-2": { narrative: "二" } },
  { evidence },
);
const text = (change: Partial<SubmissionContent> = {}): string => versionText({ ...base, ...change });
const answersWith = (key: string, change: object): Partial<SubmissionContent> => ({
  answers: new Map([...base.answers, [key, { ...answerOf(base.answers.get(key)), ...change }]]),
});

describe("what identifies a version", () => {
  it("does not depend on the order in which things were stored", () => {
    const answers = new Map([...base.answers].reverse());
    answers.set("item-1", answerOf({ narrative: "文", values: { 乙: "二", 甲: "一" } }));
    expect(text({ answers, evidence: [...evidence].reverse() })).toBe(text());
  });

  it("does not depend on marks, ids, times and empty answers", () => {
    expect(text(answersWith("item-1", { done: true }))).toBe(text());
    expect(text(answersWith("item-3", {}))).toBe(text());
    const renewed = evidence.map((each, index) => ({ ...each, id: `x${index}`, addedAt: "2023-01-01T00:00:00Z" }));
    expect(text({ evidence: renewed })).toBe(text());
    expect(text({ evidence: [...evidence, evidenceFile("e3", [])] })).toBe(text());
  });

  it.each<[string, Partial<SubmissionContent>]>([
    ["a value", answersWith("item-1", { values: { 甲: "一", 乙: "三" } })],
    ["a narrative", answersWith("item-2", { narrative: "三" })],
    ["an explanation", answersWith("item-2", { explanations: { "slot:a": "无" } })],
    ["the evidence's content", { evidence: [{ ...(evidence[0] ?? evidenceFile("e1", [])), sha256: "b".repeat(64) }] }],
    ["the evidence's title", { evidence: evidence.map((each) => ({ ...each, title: "新" })) }],
    ["a picture chosen for the report", { evidence: evidence.map((each) => ({ ...each, inReport: true })) }],
    ["the checklist's version", { template: { ...checklist, version: "2023" } }],
    ["the year", { year: 2023 }],
    ["the district", { district: "江北区" }],
  ])("changes with %s", (_, change) => {
    expect(text(change)).not.toBe(text());
  });
});
