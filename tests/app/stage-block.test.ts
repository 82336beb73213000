import { describe, expect, it } from "vitest";
import { clipboardBlock, pasteBlock, stageColumns } from "#app/features/item-form/stage-block.ts";
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
