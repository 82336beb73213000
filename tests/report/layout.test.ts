import { describe, expect, it } from "vitest";
import { cleanText } from "#report/clean-text.ts";
import { TEXT_ROLES } from "#report/fonts.ts";
import { annexLines } from "#report/layout/annex-list.ts";
import { columnWidths } from "#report/layout/column-widths.ts";
import { readMetrics } from "#report/layout/font-metrics.ts";
import { signatureIndents } from "#report/layout/signature.ts";
import { TEXT_WIDTH } from "#report/page.ts";
import { diskFonts } from "#tests/report/disk-fonts.ts";

describe("text that goes into a file", () => {
  it("holds no character that XML forbids", () => {
    expect(cleanText("甲\u0000乙\u000b丙\ud800丁\uffff戊\u009f")).toBe("甲\ufffd乙\ufffd丙\ufffd丁\ufffd戊\ufffd");
  });

  it("holds no invisible marks, one kind of line break, no tabs", () => {
    expect(cleanText("\ufeff甲\u200b乙\u202e丙\r\n丁\u2028戊\t己")).toBe("甲乙丙\n丁\n戊 己");
  });

  it("keeps characters beyond the basic plane", () => {
    expect(cleanText("𬭊😀")).toBe("𬭊😀");
  });
});

describe("annex list", () => {
  it("names a single annex without a number, several with one, aligned under the first", () => {
    expect(annexLines(["数据表"])).toEqual([{ lead: "附件：", title: "数据表", leadAt: 2, titleAt: 5 }]);
    expect(annexLines(["数据表", "目录"])).toEqual([
      { lead: "附件：1.", title: "数据表", leadAt: 2, titleAt: 6 },
      { lead: "2.", title: "目录", leadAt: 5, titleAt: 6 },
    ]);
  });
});

describe("signature", () => {
  it("centres the organisation over a date that stands four characters in", () => {
    expect(signatureIndents("渝北区政府", "2022年11月8日")).toEqual({ organisation: 4.75, date: 4 });
  });

  it("moves the date under the middle of a long name that begins at the edge", () => {
    const { organisation, date } = signatureIndents("重庆市酉阳土家族苗族自治县人民政府办公室", "2022年11月8日");
    expect(organisation).toBe(0);
    expect(date).toBe((20 - 6.5) / 2);
  });
});

describe("column widths", () => {
  const column = (header: string, weight: number) => ({ header, weight, align: "left" as const });

  it("fill the text block, by weight", () => {
    const widths = columnWidths({ kind: "table", columns: [column("甲", 3), column("乙", 1)], rows: [] });
    expect(widths[0]).toBeCloseTo((TEXT_WIDTH * 3) / 4);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(TEXT_WIDTH);
  });

  it("leave room for the longest number of a narrow column", () => {
    const columns = [column("甲", 20), column("数", 1)];
    const [, number = 0] = columnWidths({ kind: "table", columns, rows: [["x", "1234567.89"]] });
    expect(number).toBeGreaterThan(10 * 6 + 8);
  });
});

describe("fonts", () => {
  it.each(TEXT_ROLES)("%s has every character of GB2312, one em wide", async (role) => {
    const font = readMetrics(await diskFonts(`${role}.otf`));
    const decoder = new TextDecoder("gb2312");
    const widths = new Set<number | undefined>();
    for (let high = 0xb0; high < 0xf8; high += 1)
      for (let low = 0xa1; low < (high === 0xd7 ? 0xfa : 0xff); low += 1)
        widths.add(font.advance(decoder.decode(new Uint8Array([high, low])).codePointAt(0) ?? 0));
    expect([...widths]).toEqual([1]);
  });

  it("say so when a character is missing", async () => {
    const font = readMetrics(await diskFonts("fangsong.otf"));
    expect(font.advance(0x9fd5)).toBeUndefined();
    expect(font.advance(0x1f600)).toBeUndefined();
  });
});
