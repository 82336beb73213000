import { describe, expect, it } from "vitest";
import { readLines } from "#core/importer/read-lines.ts";
import { readStages } from "#core/importer/read-stages.ts";
import { sectionItems } from "#core/template/outline.ts";
import { readTemplate } from "#tests/templates/read-content.ts";

const item = sectionItems(readTemplate()).find(({ item: each }) =>
  each.fields.some(({ type }) => type === "stages"),
)?.item;
if (!item) throw new Error("no item has a stage table");
const rowsOf = (text: string) => readStages(item, readLines(text), 2022)?.value.rows;

describe("figures by school stage", () => {
  it("are read from a list with 分别, with last year's behind it", () => {
    expect(
      rowsOf(
        "2021年，幼儿园、小学、初中、普通高中、中职生均一般公共预算教育支出分别为12003.5元、15210元、18330元、17025元、14100元。",
      ),
    ).toEqual({
      幼儿园: { 2021: { perPupil: "12003.5" } },
      小学: { 2021: { perPupil: "15210" } },
      初中: { 2021: { perPupil: "18330" } },
      普通高中: { 2021: { perPupil: "17025" } },
      中职: { 2021: { perPupil: "14100" } },
    });
  });

  it("are read stage by stage, in the table's units, for the years that it asks for", () => {
    expect(
      rowsOf(
        "2021年小学一般公共预算教育支出52300万元，在校学生4.1万人。2020年初中在校学生21050人。2015年小学在校学生30000人。",
      ),
    ).toEqual({
      小学: { 2021: { spending: "5.23", pupils: "41000" } },
      初中: { 2020: { pupils: "21050" } },
    });
  });

  it("take what a figure is compared with for the year before", () => {
    expect(rowsOf("2021年，小学生均一般公共预算教育支出15210元，比上年的14800元增长2.77%。")).toEqual({
      小学: { 2020: { perPupil: "14800" }, 2021: { perPupil: "15210" } },
    });
  });

  it("are left alone where they are standards, hedged, said twice differently, or of no stage", () => {
    expect(rowsOf("小学生均公用经费650元，初中生均公用经费850元。")).toBeUndefined();
    expect(rowsOf("2021年小学在校学生近4万人。")).toBeUndefined();
    expect(rowsOf("2021年小学在校学生41000人。2021年小学在校学生41200人。")).toBeUndefined();
    expect(rowsOf("2021年生均一般公共预算教育支出15210元。")).toBeUndefined();
  });
});
