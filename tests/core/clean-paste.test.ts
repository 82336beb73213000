import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanPaste, cleanPasteLine } from "#core/paste/clean-paste.ts";
import { CHROME_PAGE, GOVERNMENT_PAGE, WORD, WORD_TABLE, WPS } from "#tests/fixtures/clipboards.ts";
import { hostileText } from "#tests/fixtures/core-arbitraries.ts";
import { holds } from "#tests/fixtures/core-property.ts";

describe("a paste", () => {
  it("from Word: paragraphs, numbers of lists as text, no bullets, no styles, nothing wrapped", () => {
    expect(cleanPaste({ html: WORD }).split("\n")).toEqual([
      "一、落实教育投入责任",
      "2022年，全区一般公共预算教育支出28.15亿元，比上年增长3.2%，“两个只增不减”全面落实。",
      "1.加大投入力度，优先保障。",
      "2.健全监管机制(GB/T 9704) 并公开。",
      "推进资源均衡配置",
      "软回车前后仍是一段。",
    ]);
  });

  it("from a table of Word: rows as lines, cells with tabs between them", () => {
    expect(cleanPaste({ html: WORD_TABLE }).split("\n")).toEqual([
      "项目\t2022年\t2021年",
      "教育支出（万元）\t281500.00\t272800.00",
      "合计\t\t554300.00",
    ]);
  });

  it("from WPS", () => {
    expect(cleanPaste({ html: WPS }).split("\n")).toEqual([
      "（一）学校建设",
      "新建、改扩建学校7所，新增学位6300个；渝教督〔2022〕3号文件要求已落实。",
      "（二）队伍建设",
    ]);
  });

  it("from a web page: its own lists are numbered, scripts and styles stay out", () => {
    expect(cleanPaste({ html: CHROME_PAGE }).split("\n")).toEqual([
      "教育督导条例",
      "第一条为了保证教育法律、法规、规章和国家教育方针、政策的贯彻执行，制定本条例。",
      "3.督学",
      "4.教育督导机构 & 其他",
      "附件",
    ]);
  });

  it("from a government site, whose paragraphs are indented lines", () => {
    expect(cleanPaste({ html: GOVERNMENT_PAGE }).split("\n")).toEqual([
      "各区县教委：",
      "现将有关事项通知如下，请认真贯彻执行。",
      "一、提高认识",
      "二、狠抓落实",
    ]);
  });

  it("as plain text: soft breaks, fixed spaces and invisible marks go, everything else stays", () => {
    expect(cleanPaste({ plain: "　　全区\u200b教育\u00a0支出\u000b稳步增长。\r\n\r\nGDP growth 3.2%\tA\tB\r\n" })).toBe(
      "全区教育支出稳步增长。\nGDP growth 3.2%\tA\tB",
    );
  });

  it("keeps quoted data, and less-than signs of plain text", () => {
    expect(cleanPaste({ plain: "支出{{教育支出}}，比上年增长{{教育支出.增幅}}。" })).toBe(
      "支出{{教育支出}}，比上年增长{{教育支出.增幅}}。",
    );
    expect(cleanPaste({ html: "<p>支出<span>{{教育支出}}</span>。</p>" })).toBe("支出{{教育支出}}。");
    expect(cleanPaste({ plain: "班额 < 45 且 > 30" })).toBe("班额 < 45 且 > 30");
  });

  it("into one line loses no word", () => {
    expect(cleanPasteLine({ plain: "渝北区\n教委\t" })).toBe("渝北区 教委");
  });

  it("is already clean the second time, and never holds anything invisible", () => {
    const piece = fc.oneof(
      hostileText,
      fc.constantFrom("\n", "\t", "\u00a0", "\u3000", "\u200b", "\u000b", "教育", "<b>"),
    );
    holds([fc.array(piece, { maxLength: 12 })], (pieces) => {
      const once = cleanPaste({ plain: pieces.join("") });
      expect(cleanPaste({ plain: once })).toBe(once);
      expect(once).not.toMatch(/[\p{Cf}\u00a0\ufdd0\ufdd1]/u);
    });
  });

  it("survives whatever calls itself HTML", () => {
    const tag = fc.constantFrom(
      "<p>",
      "</p>",
      "<td>",
      "</td>",
      "<tr>",
      "<ol start=3>",
      "<li>",
      "</ol>",
      "<br>",
      "<",
      "<!--",
      "-->",
      "<style>",
      "&#x110000;",
      "&nbsp;",
    );
    holds([fc.array(fc.oneof(tag, hostileText), { maxLength: 15 })], (pieces) => {
      const once = cleanPaste({ html: `<p>${pieces.join("")}` });
      expect(cleanPaste({ plain: once })).toBe(once);
    });
  });
});
