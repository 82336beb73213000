import { describe, expect, it } from "vitest";
import { checkNumbers } from "#core/numbers/check-numbers.ts";
import type { DataFigure } from "#core/numbers/data-claims.ts";
import { indicators } from "#tests/core/numbers/read-indicators.ts";

const spending: DataFigure = {
  key: "教育支出",
  label: "一般公共预算教育支出",
  unit: "亿元",
  item: "5",
  now: "25.46",
  prior: "24.07",
};
const rate: DataFigure = { key: "普惠率", label: "学前教育普惠率", unit: "%", item: "25", now: "87" };

const told = (text: string, item = "5") =>
  checkNumbers({ paragraphs: [{ text, item }], year: 2022, indicators, data: [spending, rate] })
    .filter(({ kind }) => kind === "data")
    .map(({ verdict, field, quote }) => [quote, verdict, field]);

describe("a figure of the prose and a data field", () => {
  it("is offered as a token where equal, in whatever scale", () => {
    expect(told("一般公共预算教育支出254600万元。")).toEqual([["254600万元", "consistent", "教育支出"]]);
  });

  it("is an error where it says something else", () => {
    expect(told("一般公共预算教育支出26.46亿元。")).toEqual([["26.46亿元", "inconsistent", "教育支出"]]);
  });

  it("is held against the prior value where it is the base", () => {
    expect(told("一般公共预算教育支出25.46亿元，比上年的24.17亿元增加1.29亿元。")).toEqual([
      ["25.46亿元", "consistent", "教育支出"],
      ["24.17亿元", "inconsistent", "教育支出"],
    ]);
  });

  it("says when last year's figure was left in", () => {
    const claims = checkNumbers({
      paragraphs: [{ text: "一般公共预算教育支出24.07亿元。", item: "5" }],
      year: 2022,
      indicators,
      data: [spending],
    });
    expect(claims.find(({ kind }) => kind === "data")?.note).toContain("上年数");
  });

  it("is recognised without a name only in the field's own item and by enough digits", () => {
    expect(told("当年安排25.46亿元。")).toEqual([["25.46亿元", "consistent", "教育支出"]]);
    expect(told("当年安排25.46亿元。", "6")).toEqual([]);
    expect(told("达到87%。", "25")).toEqual([]);
  });

  it("takes a hedged figure for what it is", () => {
    expect(told("一般公共预算教育支出超过25亿元。")).toEqual([["超过25亿元", "rounding", "教育支出"]]);
  });
});
