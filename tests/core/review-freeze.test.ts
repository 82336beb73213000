import { describe, expect, it } from "vitest";
import { versionText } from "#core/document/version.ts";
import { itemDifference } from "#core/review/compare.ts";
import { freeze } from "#core/review/freeze.ts";
import type { FrozenItem } from "#core/review/frozen.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { findItem } from "#core/template/outline.ts";
import { answerOf, contentOf, evidenceFile } from "#tests/fixtures/core-content.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";

const evidence = [evidenceFile("e1", [{ itemKey: "spending" }])];
const base = contentOf(
  smallTemplate,
  {
    spending: { values: { 教育支出: { now: "281500.00", prior: "270000.00" } }, narrative: "支出{{教育支出}}。" },
    opening: { narrative: "支出{{教育支出}}。" },
    pay: { narrative: "待遇已落实。" },
  },
  { evidence },
);
const textOf = (content: SubmissionContent, itemKey: string): string =>
  freeze(content, []).items.find(({ item }) => item.itemKey === itemKey)?.text ?? "";
const frozen = (content: SubmissionContent, itemKey: string): FrozenItem => {
  const found = freeze(content).items.find(({ item }) => item.itemKey === itemKey);
  if (!found) throw new Error("no item");
  return { ...found.item, hash: found.text };
};
const withAnswer = (itemKey: string, change: object): SubmissionContent => ({
  ...base,
  answers: new Map([...base.answers, [itemKey, { ...answerOf(base.answers.get(itemKey)), ...change }]]),
});

describe("a frozen version", () => {
  it("is what the printed stamp is taken of", () => {
    expect(freeze(base, []).text).toBe(versionText(base));
  });

  it("has every item of the checklist, with the prose as it is printed", () => {
    const { items } = freeze(base, []);
    expect(items.map(({ item }) => item.itemKey)).toEqual([
      "cover",
      "opening",
      "spending",
      "pay",
      "new-schools",
      "problem-list",
    ]);
    expect(frozen(base, "opening").text).toMatch(/支出.*281,?500/);
  });

  it("gives an item another text where what it says is another, and only there", () => {
    const changed = withAnswer("pay", { narrative: "待遇均已落实。" });
    expect(textOf(changed, "pay")).not.toBe(textOf(base, "pay"));
    expect(textOf(changed, "spending")).toBe(textOf(base, "spending"));
    expect(textOf(withAnswer("pay", { done: true }), "pay")).toBe(textOf(base, "pay"));
    expect(textOf(withAnswer("pay", { selfScore: "3" }), "pay")).not.toBe(textOf(base, "pay"));
    expect(freeze(withAnswer("pay", { selfScore: "3" }), []).text).not.toBe(freeze(base, []).text);
  });

  it("sees that prose says something else when a figure that it quotes from another item has changed", () => {
    const values = { 教育支出: { now: "290000.00", prior: "270000.00" } };
    const changed = withAnswer("spending", { values });
    expect(textOf(changed, "opening")).not.toBe(textOf(base, "opening"));
    expect(textOf(changed, "pay")).toBe(textOf(base, "pay"));
  });

  it("keeps the district's explanation beside the finding", () => {
    const finding = { id: "f1", code: "x", severity: "warning" as const, itemKey: "pay", message: "偏低" };
    const content = withAnswer("pay", { explanations: { f1: "统计口径调整" } });
    const items = freeze(content, [finding, { ...finding, id: "f2" }]).items;
    const findings = items.find(({ item }) => item.itemKey === "pay")?.item.findings;
    expect(findings?.map(({ explanation }) => explanation)).toEqual(["统计口径调整", null]);
  });
});

describe("what a resubmission says differently", () => {
  const item = findItem(smallTemplate, "spending")?.item;
  if (!item) throw new Error("no item");
  const against = (content: SubmissionContent) =>
    itemDifference(item, { round: 1, item: frozen(base, "spending") }, { round: 2, item: frozen(content, "spending") });

  it("is nothing where nothing changed", () => {
    expect(against(base)).toMatchObject({
      changed: false,
      text: [],
      figures: [],
      explanations: [],
      evidence: [],
      selfScore: null,
    });
  });

  it("names figures, prose and self score", () => {
    const values = { 教育支出: { now: "290000.00", prior: "270000.00" } };
    const seen = against(withAnswer("spending", { values, selfScore: "30" }));
    expect(seen.changed).toBe(true);
    expect(seen.figures.map(({ fieldKey }) => fieldKey)).toEqual(["教育支出"]);
    expect(seen.text.map(({ from }) => from).join("")).toBe(frozen(base, "spending").text);
    expect(seen.selfScore).toEqual({ from: null, to: "30" });
  });

  it.each([
    ["added", [...evidence, evidenceFile("e2", [{ itemKey: "spending" }])], "e2"],
    ["removed", [], "e1"],
    ["replaced", evidence.map((each) => ({ ...each, sha256: "b".repeat(64) })), "e1"],
    ["described", evidence.map((each) => ({ ...each, title: "新名" })), "e1"],
  ])("tells evidence that was %s", (kind, changed, evidenceId) => {
    expect(against({ ...base, evidence: changed }).evidence).toMatchObject([{ kind, evidenceId }]);
  });
});
