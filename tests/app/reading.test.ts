import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReturnBasket } from "#app/data/return-basket.ts";
import { figureOf, figureStrips } from "#app/features/reading/figure-values.ts";
import { fittingPhrases } from "#app/features/reading/fitting-phrases.ts";
import { returnedItems, returnFaults, returnWarnings } from "#app/features/reading/return-warnings.ts";
import { firstToRead, itemGroups, nextUnread, shownItems } from "#app/features/reading/review-items.ts";
import type { Phrase } from "#core/api/phrase.ts";
import type { ReviewItemSummary } from "#core/api/review.ts";

const TODAY = "2022-11-08";

const item = (itemKey: string, rest: Partial<ReviewItemSummary> = {}): ReviewItemSummary => ({
  itemKey,
  label: itemKey,
  heading: `第${itemKey}条`,
  sectionKey: "a",
  points: null,
  hash: "0".repeat(64),
  mine: true,
  read: false,
  selfScore: null,
  own: null,
  settled: { state: "none", verified: null, verdict: null },
  evidence: 0,
  openThreads: 0,
  filters: [],
  ...rest,
});

describe("what is read next", () => {
  it("leads through everything unread of one's own, each once, wherever one begins", () => {
    const some = fc.array(fc.record({ mine: fc.boolean(), read: fc.boolean() }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(some, fc.nat(), (facts, start) => {
        let items = facts.map((fact, index) => item(String(index), fact));
        const wanted = items
          .filter(({ mine }) => mine || items.every((each) => !each.mine))
          .filter(({ read }) => !read);
        let at = String(start % items.length);
        const seen: string[] = [];
        for (;;) {
          items = items.map((each) => (each.itemKey === at ? { ...each, read: true } : each));
          seen.push(at);
          const next = nextUnread(items, at);
          if (next === undefined) break;
          at = next;
        }
        expect(new Set(seen).size).toBe(seen.length);
        expect(wanted.every(({ itemKey }) => seen.includes(itemKey))).toBe(true);
      }),
    );
  });

  it("begins at the first unread item of one's own, or at the first of all without a duty", () => {
    expect(firstToRead([item("1", { mine: false }), item("2", { read: true }), item("3")])).toBe("3");
    expect(firstToRead([item("1", { mine: false }), item("2", { read: true })])).toBe("2");
    expect(firstToRead([item("1", { mine: false, read: true }), item("2", { mine: false })])).toBe("2");
    expect(firstToRead([])).toBeUndefined();
  });

  it("narrows by words and by every chosen filter, and keeps sections together", () => {
    const items = [
      item("1", { filters: ["unread", "changed"] }),
      item("2", { filters: ["unread"], sectionKey: "b" }),
      item("12", { filters: ["changed"], sectionKey: "b" }),
    ];
    expect(shownItems(items, "", ["unread", "changed"]).map(({ itemKey }) => itemKey)).toEqual(["1"]);
    expect(shownItems(items, "2", []).map(({ itemKey }) => itemKey)).toEqual(["2", "12"]);
    expect(itemGroups(items).map(({ sectionKey, items: all }) => [sectionKey, all.length])).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
  });
});

describe("returning items", () => {
  const basket: ReturnBasket = { due: "2022-11-20", reason: "", items: [{ itemKey: "1", reason: "请补充" }] };

  it("waits for items, a reason for each, and a day that has not passed", () => {
    expect(returnFaults({ basket, today: TODAY })).toEqual([]);
    expect(returnFaults({ basket: { ...basket, items: [] }, today: TODAY })).toHaveLength(1);
    expect(returnFaults({ basket: { ...basket, due: "2022-11-07" }, today: TODAY })).toHaveLength(1);
    const bare = { ...basket, items: [...basket.items, { itemKey: "2", reason: " " }] };
    expect(returnFaults({ basket: bare, today: TODAY })).toEqual(["1条还没有退回原因，请逐条填写，或填写共同的原因。"]);
    expect(returnFaults({ basket: { ...bare, reason: "见批注" }, today: TODAY })).toEqual([]);
    expect(returnedItems({ ...bare, reason: " 见批注 " }).map(({ reason }) => reason)).toEqual(["请补充", "见批注"]);
  });

  it("tells what is easily overlooked", () => {
    const own = (verdict: "met" | "needs-material") => ({ verdict, score: null, earlier: false });
    const items = [
      item("1", { own: own("met"), read: true }),
      item("2", { own: own("needs-material"), read: true }),
      item("3"),
    ];
    const warnings = returnWarnings({ basket, items, today: TODAY, reviewBy: "2022-11-15" });
    expect(warnings).toHaveLength(5);
    expect(
      returnWarnings({
        basket,
        items: [item("1", { own: own("needs-material"), read: true })],
        today: TODAY,
        reviewBy: undefined,
      }),
    ).toEqual([]);
  });
});

describe("figures of several districts", () => {
  it("reads a displayed figure and its unit, and nothing that is more than one", () => {
    expect(figureOf("约1,234.50万元")).toEqual({ value: "1234.50", unit: "万元" });
    expect(figureOf("95.3%")).toEqual({ value: "95.3", unit: "%" });
    expect(figureOf("−2个百分点")).toEqual({ value: "-2", unit: "个百分点" });
    expect(figureOf("12万元以上")).toEqual({ value: "12", unit: "万元" });
    expect(figureOf("2021年12次")).toBeUndefined();
    expect(figureOf("是")).toBeUndefined();
    expect(figureOf("")).toBeUndefined();
  });

  it("draws only what at least three state in one unit", () => {
    const row = (district: string, text: string) => ({
      district,
      figures: [{ fieldKey: "f", label: "支出", text }],
    });
    const rows = [row("甲", "3万元"), row("乙", "1万元"), row("丙", "2万元")];
    expect(figureStrips(rows)).toMatchObject([{ label: "支出", unit: "万元", median: { text: "2" } }]);
    expect(figureStrips(rows.slice(1))).toEqual([]);
    expect(figureStrips([...rows, row("丁", "2亿元")])).toEqual([]);
  });
});

describe("the phrase bank", () => {
  it("offers what fits the verdict and the item, the most particular first", () => {
    const phrase = (id: string, rest: Partial<Phrase>): Phrase => ({
      id,
      text: `语句${id}`,
      verdict: null,
      itemKey: null,
      shared: true,
      own: false,
      ...rest,
    });
    const phrases = [
      phrase("any", {}),
      phrase("word", { verdict: "met" }),
      phrase("other", { verdict: "not-met" }),
      phrase("item", { itemKey: "1" }),
      phrase("elsewhere", { itemKey: "2" }),
    ];
    const wish = { verdict: "met" as const, itemKey: "1", typed: "" };
    expect(fittingPhrases(phrases, wish).map(({ id }) => id)).toEqual(["item", "word", "any"]);
    expect(fittingPhrases(phrases, { ...wish, typed: "any" }).map(({ id }) => id)).toEqual(["any"]);
  });
});
