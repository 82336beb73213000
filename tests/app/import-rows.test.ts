import { describe, expect, it } from "vitest";
import { countImport, importRows } from "#app/features/import-report/import-rows.ts";
import { importReport } from "#core/importer/import-report.ts";
import { planImport } from "#core/importer/plan-import.ts";
import { readIndicators, readTemplate } from "#tests/templates/read-content.ts";

const template = readTemplate();
const SOURCE = `云岭区人民政府2022年履行教育职责自评报告
我区认真开展自评，现将有关情况报告如下：
一、自查情况
（一）落实教育优先发展
1.不断加大教育预算安排。2021年，全区地方教育经费总投入26.40亿元。
2.不断加大教育预算安排。教育费附加足额用于教育。
二、存在的主要问题
（一）学位供给不足。城区学位偏紧。
附件1
名单`;
const result = importReport({ source: SOURCE, template, indicators: readIndicators() });
const target = { template, year: 2022, answers: new Map(), locked: new Set<string>() };
const plan = planImport(result, target, { simplified: true, repaired: false });
const rows = importRows(SOURCE, result, plan, template);

describe("the rows of an import", () => {
  it("show the whole source in its order", () => {
    const blank = /\s/g;
    expect(
      rows
        .map(({ text }) => text)
        .join("")
        .replace(blank, ""),
    ).toBe(SOURCE.replace(blank, ""));
  });

  it("have a stretch for each part of the report, and what becomes of an item once", () => {
    const budget = rows.filter(({ itemKey }) => itemKey === "budget-increase");
    expect(budget.map(({ text, movable }) => [text.slice(0, 2), movable])).toEqual([
      ["1.", true],
      ["2.", true],
    ]);
    expect(budget.map(({ parts }) => parts.length > 0)).toEqual([true, false]);
  });

  it("name what has no place, and let it be put somewhere", () => {
    expect(rows.at(-1)).toMatchObject({ kind: "unplaced", movable: true, text: "附件1\n名单" });
  });

  it("count what would be written", () => {
    expect(countImport(result, plan, ({ chosen }) => chosen)).toMatchObject({ items: 1, unplaced: 1 });
  });
});
