import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeAnswers } from "#core/answer/merge.ts";
import { field } from "#core/field/definition.ts";
import type { StoredValue } from "#core/field/value.ts";
import { SAMPLE_FIELDS, storedValue } from "#tests/fixtures/core-arbitraries.ts";
import { answerOf } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const FIELDS = Object.values(SAMPLE_FIELDS);

/** One field on three sides; "conflict" where a person has to decide. */
function merge(type: keyof typeof SAMPLE_FIELDS, base?: StoredValue, mine?: StoredValue, theirs?: StoredValue) {
  const { key } = SAMPLE_FIELDS[type];
  const side = (value: StoredValue | undefined) => answerOf({ values: value === undefined ? {} : { [key]: value } });
  const result = mergeAnswers(side(base), side(mine), side(theirs), FIELDS);
  return result.ok ? result.value.values[key] : "conflict";
}

const document = (title: string, number = "", issuer = "") => ({ title, number, issuer });
const entry = (heading: string, text: string) => ({ heading, text });

describe("a figure", () => {
  it("takes this year's from one side and last year's from the other", () => {
    expect(merge("number", { now: "1" }, { now: "2" }, { now: "1", prior: "9" })).toEqual({ now: "2", prior: "9" });
    expect(merge("number", { now: "1", prior: "9" }, { prior: "9" }, { now: "1" })).toBeUndefined();
  });

  it("never puts one side's hedge to the other side's figure", () => {
    expect(merge("number", { now: "1" }, { now: "2" }, { now: "1", qualifier: "近" })).toBe("conflict");
    expect(merge("number", { now: "1" }, { now: "2" }, { now: "3" })).toBe("conflict");
  });
});

describe("a list", () => {
  it("keeps the rows that both sides added, the stored ones first, and equal ones once", () => {
    expect(merge("documents", undefined, [document("甲"), document("丙")], [document("乙"), document("丙")])).toEqual([
      document("乙"),
      document("丙"),
      document("甲"),
    ]);
  });

  it("merges different parts of one row, and rows that one side moved and the other changed", () => {
    expect(
      merge("documents", [document("甲", "1号")], [document("甲", "1号", "区政府")], [document("甲办法", "1号")]),
    ).toEqual([document("甲办法", "1号", "区政府")]);
    expect(
      merge(
        "documents",
        [document("甲", "1号"), document("乙", "2号"), document("丙", "3号")],
        [document("丙", "3号"), document("甲", "1号"), document("乙", "2号")],
        [document("甲", "1号"), document("乙", "2号", "区政府"), document("丙", "3号")],
      ),
    ).toEqual([document("丙", "3号"), document("甲", "1号"), document("乙", "2号", "区政府")]);
  });

  it("merges the prose of an entry", () => {
    expect(
      merge(
        "entries",
        [entry("投入", "投入稳步增长，缺口仍在。")],
        [entry("投入", "投入持续稳步增长，缺口仍在。")],
        [entry("加大投入", "投入稳步增长，缺口仍然存在。")],
      ),
    ).toEqual([entry("加大投入", "投入持续稳步增长，缺口仍然存在。")]);
  });

  it("asks where one side removed what the other changed", () => {
    expect(merge("documents", [document("甲", "1号")], undefined, [document("甲", "1号", "区政府")])).toBe("conflict");
    expect(merge("entries", [entry("甲", "一")], [entry("甲", "二")], [entry("甲", "三")])).toBe("conflict");
  });

  it("loses no row that only one side has, whatever the rows", () => {
    const rows = fc.array(fc.constantFrom("甲", "乙", "丙", "丁", "戊"), { maxLength: 5 });
    holds([rows, rows, rows], (base, mine, theirs) => {
      const list = (titles: string[]) => [...new Set(titles)].map((title) => document(title));
      const [b, m, t] = [list(base), list(mine), list(theirs)];
      const merged = merge("documents", b, m, t);
      if (!Array.isArray(merged)) return;
      const titles = (value: unknown) => JSON.stringify(value);
      const has = (all: unknown[], row: unknown) => all.some((each) => titles(each) === titles(row));
      for (const row of [...m, ...t]) if (!has(b, row)) expect(has(merged, row)).toBe(true);
      for (const row of b) if (has(m, row) && has(t, row)) expect(has(merged, row)).toBe(true);
      for (const row of merged) expect(has(m, row) || has(t, row)).toBe(true);
    });
  });
});

describe("prose and scalars", () => {
  it("merge as text only where the field is prose", () => {
    const sides = ["甲乙，丙丁。", "甲乙子，丙丁。", "甲乙，丙丁丑。"] as const;
    expect(merge("paragraph", ...sides)).toBe("甲乙子，丙丁丑。");
    expect(merge("text", ...sides)).toBe("conflict");
    expect(merge("date", "2022-01-01", "2022-02-01", "2022-01-02")).toBe("conflict");
  });
});

describe("any field", () => {
  it.each(FIELDS.map((each) => [each.type, each] as const))("%s: the only side that changed stands", (type, of) => {
    holds([storedValue(field.parse(of)), storedValue(field.parse(of))], (base, side) => {
      expect(merge(type, base, side, base)).toEqual(side);
      expect(merge(type, base, base, side)).toEqual(side);
      expect(merge(type, base, side, side)).toEqual(side);
    });
  });
});
