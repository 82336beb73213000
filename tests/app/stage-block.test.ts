import { describe, expect, it } from "vitest";
import { clipboardBlock, pasteBlock, stageColumns } from "#app/features/item-form/stage-block.ts";
import { chartLayout } from "#app/ui/year-chart-layout.ts";
import type { StagesForm } from "#core/field/type.ts";

const empty: StagesForm = { rows: {}, basis: "", source: "", notes: {} };
const columns = stageColumns(["2020", "2021"]);

describe("a block from the clipboard", () => {
  it("is read as rows and cells, whatever ends its lines", () => {
    expect(clipboardBlock("1\t2\r\n3\t4\r\n")).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
    expect(clipboardBlock("1,234.50")).toBeUndefined();
    expect(clipboardBlock('"1,234"\t ')).toEqual([["1,234", ""]]);
  });

  it("is laid over the table from the cell on, and what stands outside is counted", () => {
    const { form, outside } = pasteBlock(
      empty,
      [
        ["1", "2"],
        ["3", "4"],
        ["5", ""],
      ],
      { row: 0, column: 1 },
      ["小学", "初中"],
      columns,
    );
    expect(form.rows).toEqual({
      小学: { "2021": { spending: "1" }, "2020": { pupils: "2" } },
      初中: { "2021": { spending: "3" }, "2020": { pupils: "4" } },
    });
    expect(outside).toBe(1);
  });

  it("leaves cells beside it as they were", () => {
    const known: StagesForm = { ...empty, rows: { 小学: { "2020": { spending: "9", perPupil: "7" } } } };
    const { form } = pasteBlock(known, [["8"], ["6"]], { row: 0, column: 0 }, ["小学", "初中"], columns);
    expect(form.rows.小学?.["2020"]).toEqual({ spending: "8", perPupil: "7" });
  });
});

describe("chartLayout", () => {
  const size = { width: 500, height: 200, left: 50, right: 100, top: 10, bottom: 30 };

  it("keeps dots inside the picture, the greatest figure on top", () => {
    const { series, scale } = chartLayout([2020, 2021], [{ name: "甲", points: ["1.5", "20"] }], size);
    expect(scale.map(({ value }) => value)).toEqual(["1.5", "20"]);
    const [before, after] = series[0]?.dots ?? [];
    expect(before).toMatchObject({ x: 50, y: 170 });
    expect(after).toMatchObject({ x: 400, y: 10 });
  });

  it("moves names apart that would stand on one another", () => {
    const points = ["10", "10"];
    const { series } = chartLayout(
      [2020, 2021],
      [...["甲", "乙", "丙"].map((name) => ({ name, points })), { name: "丁", points: ["20", "20"] }],
      size,
    );
    const heights = series.map(({ labelY }) => labelY);
    for (const [index, y] of heights.entries())
      if (index > 0) expect(y - (heights[index - 1] ?? 0)).toBeGreaterThanOrEqual(15);
  });

  it("draws one figure, one year and no figure at all", () => {
    expect(chartLayout([2021], [{ name: "甲", points: ["5"] }], size).series[0]?.dots[0]?.x).toBe(225);
    expect(chartLayout([2020, 2021], [{ name: "甲", points: [undefined, undefined] }], size).series).toEqual([]);
  });
});
