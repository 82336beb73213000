import { describe, expect, it } from "vitest";
import type { DataSheet } from "#core/document/data-sheet.ts";
import { dataSheets } from "#core/document/data-sheets.ts";
import { checkSubmission } from "#core/rule/check.ts";
import { makeReport } from "#report/make.ts";
import { writeWorkbook } from "#report/xlsx/write-workbook.ts";
import { diskFonts } from "#tests/report/disk-fonts.ts";
import { readXlsx } from "#tests/report/read-xlsx.ts";
import { descendants } from "#tests/report/read-xml.ts";
import { sampleDocument } from "#tests/report/sample-document.ts";
import { sampleContent } from "#tests/templates/read-content.ts";

const content = sampleContent();
const sheets = dataSheets(content, checkSubmission(content));
const sheet = (rows: DataSheet["rows"]): DataSheet => ({
  name: "数据",
  columns: [
    ["甲", 10],
    ["乙", 10],
  ],
  rows,
});
const written = (rows: DataSheet["rows"]) => readXlsx(writeWorkbook([sheet(rows)]))[0]?.rows.slice(1);

describe("the workbook", () => {
  it("has every cell of every sheet, numbers digit for digit", () => {
    const read = readXlsx(writeWorkbook(sheets));
    expect(read.map(({ name }) => name)).toEqual(["数据", "两个只增不减", "其他填报内容", "正文"]);
    for (const [index, { columns, rows }] of sheets.entries()) {
      const expected = [
        columns.map(([header]) => header),
        ...rows.map((row) =>
          row.map((cell) => (cell !== null && typeof cell === "object" ? { number: cell.decimal } : cell || undefined)),
        ),
      ];
      const padded = read[index]?.rows.map((row) => columns.map((_, at) => row[at]));
      expect(padded).toEqual(expected);
    }
  });

  it("keeps text that begins like a formula as text", () => {
    const hostile = ["=1+1", "+1", "-1", "@sum(A1)", "\t=1", "=cmd|' /C calc'!A0"];
    expect(written(hostile.map((text) => [text, "无"]))?.map(([text]) => text)).toEqual(
      hostile.map((text) => text.replace("\t", " ")),
    );
  });

  it("keeps as text what Excel's numbers cannot hold, and shows the digits that were typed", () => {
    const rows = [[{ decimal: "5.10" }, { decimal: "123456789012345678.9" }]];
    expect(written(rows)).toEqual([[{ number: "5.10" }, "123456789012345678.9"]]);
    const [read] = readXlsx(writeWorkbook([sheet(rows)]));
    if (!read) throw new Error("no sheet");
    const styles = descendants(read.part, "c").map((cell) => Number(cell.attributes.get("s")));
    expect(styles[2]).toBe(3 + 2);
  });

  it("goes on in the next row where a text is longer than a cell", () => {
    const long = `${"甲".repeat(32_766)}𠀀${"乙".repeat(40_000)}`;
    const rows = written([["项", long]]) ?? [];
    expect(rows.map(([first]) => first)).toEqual(["项", undefined, undefined]);
    expect(rows.map((row) => row[1]).join("")).toBe(long);
    expect(Math.max(...rows.map((row) => String(row[1]).length))).toBeLessThanOrEqual(32_767);
  });

  it("keeps blanks, line breaks and what looks like Excel's own escapes, and drops what XML cannot say", () => {
    expect(written([[" 甲\n乙 ", "\u0000<&>\ud800"]])).toEqual([[" 甲\n乙 ", "\ufffd<&>\ufffd"]]);
    expect(written([["_x0041_", "_x_"]])).toEqual([["_x005F_x0041_", "_x_"]]);
  });

  it("freezes and filters the head, and gives columns their widths", () => {
    for (const { part } of readXlsx(writeWorkbook(sheets))) {
      expect(descendants(part, "pane")[0]?.attributes.get("state")).toBe("frozen");
      expect(descendants(part, "autoFilter")).toHaveLength(1);
      expect(descendants(part, "col").every((col) => Number(col.attributes.get("width")) > 0)).toBe(true);
      expect(part.children.flatMap((child) => (typeof child === "string" ? [] : [child.name]))).toEqual([
        "dimension",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "autoFilter",
      ]);
    }
  });

  it("is the same file for the same data, and one sheet where there is no data", () => {
    expect(writeWorkbook(sheets)).toEqual(writeWorkbook(structuredClone(sheets)));
    expect(readXlsx(writeWorkbook([])).map(({ rows }) => rows)).toEqual([[["尚无数据"]]]);
  });

  it("cannot be made without its sheets", async () => {
    const input = { document: sampleDocument(), format: "xlsx" as const, loadFont: diskFonts };
    await expect(makeReport(input)).rejects.toThrow("sheets");
    expect(await makeReport({ ...input, sheets })).toMatchObject({ fileName: "自评报告.xlsx" });
  });
});
