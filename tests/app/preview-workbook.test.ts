import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { MAX_ROWS_SHOWN, rowWindow } from "#app/features/evidence/preview/row-window.ts";
import { columnName } from "#app/features/evidence/preview/sheet-table.tsx";
import { displayNumber } from "#report/workbook/number-format.ts";
import { MAX_UNPACKED } from "#report/workbook/open-package.ts";
import { readWorkbook } from "#report/workbook/read-workbook.ts";
import { writeWorkbook } from "#report/xlsx/write-workbook.ts";

const BOOK =
  '<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="汇总 &amp; 明细" sheetId="1" r:id="a"/><x:sheet name="底稿" sheetId="2" r:id="b" state="hidden"/></x:sheets></x:workbook>';
const RELATIONS =
  '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/><Relationship Id="b" Target="/xl/worksheets/sheet2.xml"/></Relationships>';
const STRINGS =
  "<sst><si><t>学校</t></si><si><r><t>渝北</t></r><r><t xml:space='preserve'>中学</t></r><rPh><t>よみ</t></rPh></si></sst>";
const STYLES =
  '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="4"/></cellXfs></styleSheet>';
const SHEET =
  '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="3"><c r="A3" s="1"><v>0.0512</v></c><c r="B3" s="2"><v>44621</v></c><c r="C3" s="3"><f>A1+B1</f><v>1234567.895</v></c><c r="D3" t="b"><v>1</v></c><c r="E3" t="inlineStr"><is><t>a&lt;b</t></is></c><c r="F3" t="e"><v>#DIV/0!</v></c></row></sheetData><mergeCells><mergeCell ref="A1:C2"/></mergeCells></worksheet>';

const bookOf = (parts: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
const whole = {
  "xl/workbook.xml": BOOK,
  "xl/_rels/workbook.xml.rels": RELATIONS,
  "xl/sharedStrings.xml": STRINGS,
  "xl/styles.xml": STYLES,
  "xl/worksheets/sheet1.xml": SHEET,
};

function opened(bytes: Uint8Array) {
  const book = readWorkbook(bytes);
  if (!book.ok) throw new Error(book.error);
  const grid = book.value.grid(0);
  if (!grid.ok) throw new Error(grid.error);
  return { book: book.value, grid: grid.value };
}

describe("a workbook", () => {
  it("shows words, stored results of formulas, and numbers in their formats", () => {
    const { book, grid } = opened(bookOf(whole));
    expect(book.sheets).toEqual(["汇总 & 明细"]);
    expect(book.hidden).toBe(1);
    expect(grid.rows[0]).toEqual(["学校", "渝北中学"]);
    expect(grid.rows[1]).toBeUndefined();
    expect(grid.rows[2]).toEqual(["5.12%", "2022年3月1日", "1,234,567.90", "是", "a<b", "#DIV/0!"]);
    expect(grid.merges).toEqual([{ row: 0, column: 0, rows: 2, columns: 3 }]);
  });

  it("that the report's writer made is read back", () => {
    const bytes = writeWorkbook([
      {
        name: "数据",
        columns: [
          ["指标", 20],
          ["值", 10],
        ],
        rows: [["入学率", { decimal: "99.5" }]],
      },
    ]);
    expect(opened(bytes).grid.rows.slice(0, 2)).toEqual([
      ["指标", "值"],
      ["入学率", "99.5"],
    ]);
  });

  it.each([
    ["an unclosed tag", { ...whole, "xl/worksheets/sheet1.xml": "<worksheet><sheetData>" }],
    ["a document type", { ...whole, "xl/workbook.xml": `<!DOCTYPE a [<!ENTITY b "c">]>${BOOK}` }],
    ["a sheet that is not there", { ...whole, "xl/_rels/workbook.xml.rels": "<Relationships/>" }],
    ["no workbook", { "xl/styles.xml": STYLES }],
  ])("with %s is called damaged", (_, parts) => {
    const book = readWorkbook(bookOf(parts));
    expect(book.ok ? book.value.grid(0) : book).toEqual({ ok: false, error: "damaged" });
  });

  it("cut off is called damaged, one with a password encrypted, one that unpacks to too much too large", () => {
    expect(readWorkbook(bookOf(whole).subarray(0, 600))).toEqual({ ok: false, error: "damaged" });
    expect(readWorkbook(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1))).toEqual({ ok: false, error: "encrypted" });
    const half = new Uint8Array(MAX_UNPACKED / 2 + 1);
    const bomb = zipSync({ "xl/worksheets/a.xml": half, "xl/worksheets/b.xml": half }, { level: 1 });
    expect(bomb.length).toBeLessThan(2_000_000);
    expect(readWorkbook(bomb)).toEqual({ ok: false, error: "too-large" });
  });
});

describe("a number", () => {
  it.each([
    ["0.1", "General", "0.1"],
    ["0.30000000000000004", "General", "0.3"],
    ["1E-3", "General", "0.001"],
    ["1.005", "0.00", "1.01"],
    ["-1234.5", "#,##0.00_);(#,##0.00)", "-1,234.50"],
    ["0.5", "yyyy/m/d h:mm", "1899年12月31日 12:00"],
    ["44621.75", "yyyy/m/d h:mm", "2022年3月1日 18:00"],
    ["0.75", "h:mm:ss", "18:00:00"],
    ["110", '0"所"', "110"],
    ["不是数", "0.00", "不是数"],
    ["1e999", "0", "1e999"],
  ])("%s as %s is %s", (raw, format, shown) => {
    expect(displayNumber(raw, format, false)).toBe(shown);
  });
});

describe("a long sheet", () => {
  const rows = Array.from({ length: 2_500 }, (_, index) => [String(index)]);

  it("is shown a stretch at a time, merged areas cut to it", () => {
    const grid = { rows, columns: 1, merges: [{ row: 900, column: 0, rows: 200, columns: 1 }], cut: false };
    const [first, second, last] = [rowWindow(grid, 0), rowWindow(grid, MAX_ROWS_SHOWN), rowWindow(grid, 2_000)];
    expect([first.rows.length, second.rows.length, last.rows.length]).toEqual([1_000, 1_000, 500]);
    expect(first.merges).toEqual([{ row: 900, column: 0, rows: 100, columns: 1 }]);
    expect(second.merges).toEqual([{ row: 0, column: 0, rows: 100, columns: 1 }]);
    expect(last.merges).toEqual([]);
  });

  it("names its columns as Excel does", () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
  });
});
