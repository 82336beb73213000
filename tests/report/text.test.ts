import { describe, expect, it } from "vitest";
import type { Block } from "#core/document/model.ts";
import { makeReport } from "#report/make.ts";
import { writeText } from "#report/text/write-text.ts";
import { diskFonts } from "#tests/report/disk-fonts.ts";
import { expectedText } from "#tests/report/expected-text.ts";
import { squeeze } from "#tests/report/read-pdf.ts";
import { sampleDocument } from "#tests/report/sample-document.ts";

const text = (...blocks: Block[]): string => writeText(sampleDocument({ blocks }));
const column = { header: "项", weight: 1, align: "left" as const };

describe("plain text for the clipboard", () => {
  it("says everything, in order", () => {
    expect(squeeze(writeText(sampleDocument()))).toBe(squeeze(expectedText(sampleDocument()).join("")));
  });

  it("begins paragraphs and headings with two full-width blanks, the salutation at the edge", () => {
    expect(
      text(
        { kind: "addressee", text: "市政府：" },
        { kind: "heading", level: 1, text: "一、概况", id: "a" },
        { kind: "paragraph", runs: [{ text: "甲" }, { text: "乙\n丙" }] },
      ),
    ).toBe("市政府：\n　　一、概况\n　　甲乙\n　　丙\n");
  });

  it("writes a table as rows of cells that Excel takes apart, each on one line", () => {
    const rows = [
      ["分\n行", "a\tb"],
      ["1", "2"],
    ];
    expect(text({ kind: "table", columns: [column, column], rows })).toBe("项\t项\n分 行\ta b\n1\t2\n");
  });

  it("lets no cell become a formula, and leaves numbers alone", () => {
    const rows = ["=1+1", "+86", "-5.2", "-20.00%", "-cmd", "@sum", "甲=乙"].map((each) => [each]);
    expect(
      text({ kind: "table", columns: [column], rows })
        .split("\n")
        .slice(1, -1),
    ).toEqual(["'=1+1", "+86", "-5.2", "-20.00%", "'-cmd", "'@sum", "甲=乙"]);
  });

  it("lists the contents, and names the pictures", () => {
    const written = text(
      { kind: "contents" },
      { kind: "heading", level: 1, text: "一、概况", id: "a" },
      { kind: "heading", level: 2, text: "（一）投入", id: "b" },
      { kind: "figure", sha256: "a".repeat(64), caption: "1-1-01 照片" },
    );
    expect(written).toBe("目录\n一、概况\n　（一）投入\n\n　　一、概况\n　　（一）投入\n【图片：1-1-01 照片】\n");
  });

  it("as a file begins with a mark and ends its lines as Windows does", async () => {
    const { bytes, fileName } = await makeReport({ document: sampleDocument(), format: "txt", loadFont: diskFonts });
    const file = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    expect(fileName).toBe("自评报告.txt");
    expect(file.startsWith("\ufeff")).toBe(true);
    expect(file.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });
});
