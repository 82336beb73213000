import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell, csvHead, csvLine } from "#core/audit/csv.ts";
import { hostileText } from "#tests/fixtures/core-arbitraries.ts";
import { holds } from "#tests/fixtures/core-property.ts";

/** As RFC 4180 has it, read by hand. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /"((?:[^"]|"")*)"(,|\r\n)/gy;
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    row.push((match[1] ?? "").replaceAll('""', '"'));
    if (match[2] === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const DANGEROUS = [
  "=1+1",
  "+1",
  "-1+cmd|' /C calc'!A0",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  " =1",
  "　=1",
  "＝1",
  "＋1",
  "－1",
  "＠A",
  "\ufeff=1",
  "\n=HYPERLINK(1)",
  "|calc",
  "%0",
];

describe("a cell of the CSV file", () => {
  it.each(DANGEROUS)("is no formula: %j", (text) => {
    expect(csvCell(text).startsWith(`"'`)).toBe(true);
  });

  it("is left as it is where it is none", () => {
    for (const text of ["区财政局", "1=1", "保存“教育支出”，第1版改为第2版", "", "'quoted"])
      expect(csvCell(text)).toBe(`"${text}"`);
  });

  it("never begins with what a spreadsheet computes, whatever was typed", () => {
    const text = fc.tuple(
      fc.constantFrom("", " ", "\t", "\u3000"),
      fc.constantFrom("", "=", "+", "-", "@"),
      hostileText,
    );
    holds([text], (parts) => {
      const [[cell = ""] = []] = readCsv(csvLine([parts.join("")]));
      expect(cell.replace(/^[\s\u3000\ufeff\u200b]+/, "")).not.toMatch(/^[=+\-@]/);
    });
  });

  it("comes back as it was, but for the apostrophe", () => {
    holds([fc.array(fc.array(hostileText, { minLength: 3, maxLength: 3 }), { maxLength: 5 })], (rows) => {
      const read = readCsv(rows.map(csvLine).join(""));
      const bare = read.map((row, y) => row.map((cell, x) => (cell === `'${rows[y]?.[x]}` ? cell.slice(1) : cell)));
      expect(bare).toEqual(rows);
    });
  });

  it("stands in a file that Excel reads as UTF-8, lines ended its way", () => {
    expect(csvHead(["序号", "内容"])).toBe('\ufeff"序号","内容"\r\n');
  });
});
