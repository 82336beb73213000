import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanText, diffText, mergeText, proposedText, type TextPart } from "#core/answer/merge-text.ts";
import { LONE_SURROGATE } from "#tests/fixtures/core-arbitraries.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const CLAUSES = [
  "全区教育支出{{教育支出}}，",
  "比上年增长3.2%。",
  "学位缺口12个，",
  "𠮷祥小学投用。",
  "\n",
  "新建学校3所；",
  "abc ",
];
const prose = fc.array(fc.constantFrom(...CLAUSES), { maxLength: 14 }).map((clauses) => clauses.join(""));

/** A text that came from another by a few small changes, as people make them. */
const edited = (text: fc.Arbitrary<string>, marks: string) =>
  fc
    .tuple(
      text,
      fc.array(fc.tuple(fc.nat(200), fc.nat(6), fc.stringMatching(new RegExp(`^[${marks}]{0,3}$`))), { maxLength: 4 }),
    )
    .map(([from, edits]) => {
      const characters = [...from];
      for (const [at, gone, added] of edits) characters.splice(at % (characters.length + 1), gone, ...added);
      return characters.join("");
    });

const three = prose.chain((base) =>
  fc.tuple(fc.constant(base), edited(fc.constant(base), "甲乙丙"), edited(fc.constant(base), "子丑寅")),
);

const sideOf = (parts: readonly TextPart[], side: "base" | "mine" | "theirs") =>
  parts.map((part) => part[side]).join("");

describe("mergeText", () => {
  it("holds all three texts whole", () => {
    holds([three], ([base, mine, theirs]) => {
      const parts = mergeText(base, mine, theirs);
      expect([sideOf(parts, "base"), sideOf(parts, "mine"), sideOf(parts, "theirs")]).toEqual([base, mine, theirs]);
    });
  });

  it("takes the only side that changed, and an equal change once", () => {
    holds([three], ([base, mine]) => {
      expect(cleanText(mergeText(base, mine, base))).toBe(mine);
      expect(cleanText(mergeText(base, base, mine))).toBe(mine);
      expect(cleanText(mergeText(base, mine, mine))).toBe(mine);
    });
  });

  it("says the same whoever is called mine", () => {
    holds([three], ([base, mine, theirs]) => {
      const swapped = mergeText(base, theirs, mine).map((part) => ({
        kind: part.kind === "mine" ? "theirs" : part.kind === "theirs" ? "mine" : part.kind,
        base: part.base,
        mine: part.theirs,
        theirs: part.mine,
      }));
      expect(swapped).toEqual(mergeText(base, mine, theirs));
    });
  });

  it("never loses a character that only one side wrote, clean or proposed", () => {
    const count = (text: string, mark: string) => text.split(mark).length - 1;
    holds(
      [three],
      ([base, mine, theirs]) => {
        const proposal = proposedText(mergeText(base, mine, theirs));
        for (const mark of "甲乙丙") expect(count(proposal, mark)).toBe(count(mine, mark));
        for (const mark of "子丑寅") expect(count(proposal, mark)).toBe(count(theirs, mark));
      },
      1000,
    );
  });

  it("is stable: merging the outcome again with either side changes nothing", () => {
    holds([three], ([base, mine, theirs]) => {
      const merged = cleanText(mergeText(base, mine, theirs));
      if (merged === undefined) return;
      expect(cleanText(mergeText(theirs, merged, theirs))).toBe(merged);
      expect(cleanText(mergeText(mine, mine, merged))).toBe(merged);
    });
  });

  it("splits no character", () => {
    holds([three], ([base, mine, theirs]) => {
      for (const part of mergeText(base, mine, theirs))
        for (const text of [part.base, part.mine, part.theirs]) expect(text).not.toMatch(LONE_SURROGATE);
    });
  });

  it("merges changes in different paragraphs and in different clauses of one", () => {
    const base = "教育投入稳步增长，学位供给不足。\n教师队伍稳定。";
    const mine = "教育投入持续稳步增长，学位供给不足。\n教师队伍稳定。";
    expect(cleanText(mergeText(base, mine, "教育投入稳步增长，学位供给仍有不足。\n教师队伍稳定。"))).toBe(
      "教育投入持续稳步增长，学位供给仍有不足。\n教师队伍稳定。",
    );
    expect(cleanText(mergeText(base, mine, "教育投入稳步增长，学位供给不足。\n教师队伍更加稳定。"))).toBe(
      "教育投入持续稳步增长，学位供给不足。\n教师队伍更加稳定。",
    );
  });

  it("asks where both rewrote one clause, and keeps both in the proposal", () => {
    const parts = mergeText("学位供给不足。", "学位供给仍显不足。", "城区学位供给不足。");
    expect(cleanText(parts)).toBeUndefined();
    expect(proposedText(parts)).toContain("仍显");
    expect(proposedText(parts)).toContain("城区");
  });

  it("makes no figure that nobody wrote, and no token of two", () => {
    expect(cleanText(mergeText("共281所。", "共291所。", "共285所。"))).toBeUndefined();
    expect(cleanText(mergeText("支出{{甲}}。", "支出{{甲.上年}}。", "支出{{乙}}。"))).toBeUndefined();
    expect(mergeText("增长3.2%，", "增长3.7%，", "增长3.25%，").map((part) => part.kind)).toEqual([
      "same",
      "conflict",
      "same",
    ]);
  });

  it("compares very long paragraphs as wholes instead of for seconds", () => {
    const long = "教育".repeat(20_000);
    expect(cleanText(mergeText(long, `${long}甲`, `乙${long}`)) === undefined).toBe(true);
    const three = (first: string, last: string) => `${first}\n中。\n${last}`;
    const merged = cleanText(mergeText(three(long, "尾"), three(`${long}甲`, "尾"), three(long, "尾巴")));
    expect(merged === three(`${long}甲`, "尾巴")).toBe(true);
  });
});

describe("diffText", () => {
  it("gives both texts back whole, and nothing where nothing changed", () => {
    holds([three], ([, from, to]) => {
      const changes = diffText(from, to);
      expect(changes.map((part) => part.from).join("")).toBe(from);
      expect(changes.map((part) => part.to).join("")).toBe(to);
      expect(diffText(from, from).every((part) => part.from === part.to)).toBe(true);
    });
  });

  it("marks only what changed", () => {
    expect(diffText("增长3.2%，学位不足。\n尾。", "增长3.5%，学位不足。\n尾。")).toEqual([
      { from: "增长", to: "增长" },
      { from: "3.2%", to: "3.5%" },
      { from: "，学位不足。\n", to: "，学位不足。\n" },
      { from: "尾。", to: "尾。" },
    ]);
  });
});
