import { describe, expect, it } from "vitest";
import { importReport } from "#core/importer/import-report.ts";
import { readParagraphs, repeatedDisclosure } from "#core/importer/paragraphs.ts";
import { yearOfSource } from "#core/importer/read-frame.ts";
import { readIndicators, readTemplate } from "#tests/templates/read-content.ts";

const PAGE = `您当前的位置: 首页>政务公开
    • [ 索引号 ]
    • 11500112450511511J/2022-00108
    • [ 发文字号 ]
    • [ 发布日期 ]
    • 2022-11-08

某区人民政府2022年履行教育职责自评报告

2021年以来，全区坚持教育优先发展，现将情况报告如下。
一、自查情况
（一）加强领导
1.健全机制。全年召开会议3次。
2.落实责任。各部门协同配合。
（二）保障投入
3.加大投入。投入12.5亿元。
二、存在的问题
（一）学位不足。城区学位紧张。
扫一扫在手机打开当前页
`;

describe("reading a published page", () => {
  const paragraphs = readParagraphs(PAGE);
  const text = (role: string) => paragraphs.filter((each) => each.role === role).map((each) => each.text);

  it("tells the text from what the site prints around it", () => {
    expect(text("furniture")).toEqual(["您当前的位置: 首页>政务公开", "扫一扫在手机打开当前页"]);
    expect(text("disclosure")).toHaveLength(5);
    expect(text("title")).toEqual(["某区人民政府2022年履行教育职责自评报告"]);
  });

  it("knows under which heading a paragraph stands, by the number alone where numbers run through", () => {
    const items = Object.fromEntries(paragraphs.map((each) => [each.text.slice(0, 8), each.item]));
    expect(items).toMatchObject({
      "3.加大投入。投": "3",
      "（二）保障投入": "一（二）",
      "（一）学位不足。": "二（一）",
    });
  });

  it("keeps the chapter before a number that starts again", () => {
    const again = readParagraphs("一、成效\n（一）领导\n1.机制。好。\n（二）投入\n1.预算。足。\n");
    expect(again.map(({ item }) => item)).toEqual(["一", "一（一）", "一（一）1", "一（二）", "一（二）1"]);
  });

  it.each([
    [PAGE, 2022],
    ["某县人民政府关于2021年以来履行教育职责的报告\n日期: 2022-11-03\n正文如下，全面完成。", 2022],
    [
      "某县2023年履行教育职责自评报告\n按照《2024年对区县人民政府履行教育职责评价方案》要求，报告如下。\n一、情况\n1.健全机制。",
      2024,
    ],
    ["没有年份的文字，只有一句。", undefined],
  ])("has one year for a check and for an import (%#)", (source, year) => {
    expect(yearOfSource(source)).toBe(year);
    const result = importReport({ source, template: readTemplate(), indicators: readIndicators() });
    expect(result.meta.year).toBe(year);
  });

  it("sees disclosure fields that the page prints twice", () => {
    const row = "| [ 索引号 ] | 1150010700927688XM/2025-03170 | [ 发文字号 ] | 无 |";
    expect(repeatedDisclosure(readParagraphs(`${row}\n${row}`))?.line).toBe(2);
    expect(repeatedDisclosure(readParagraphs(row))).toBeUndefined();
  });
});
