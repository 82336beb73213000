import { describe, expect, it } from "vitest";
import { disclosureReader, joined } from "#core/importer/disclosure.ts";
import { creditCodeHolds } from "#core/importer/disclosure-names.ts";

function read(page: string): Record<string, string> {
  const reader = disclosureReader();
  for (const line of page.split("\n")) reader.take(line.replace(/^\s*(?:[•-]\s+)?/, "").trim());
  return joined(reader.fields());
}

const FULL = {
  索引号: "11500226009341047W/2024-00017",
  发文字号: "云岭府函〔2024〕8号",
  主题分类: "教育",
  发布机构: "云岭区政府办公室",
  成文日期: "2024-05-06",
  发布日期: "2024-05-09",
};

describe("disclosure fields", () => {
  it.each([
    [
      "a label and its value in lines of their own, with bullets",
      "• [ 索引号 ]\n• 11500226009341047W/2024-00017\n• [ 发文字号 ]\n• 云岭府函〔2024〕8号\n• [ 主题分类 ]\n• 教育\n• [ 发布机构 ]\n• 云岭区政府办公室\n• [ 生成日期 ]\n• 2024-05-06\n• [ 发布日期 ]\n• 2024-05-09",
    ],
    [
      "two pairs in a line",
      "[ 索引号 ] 11500226009341047W/2024-00017 [ 发文字号 ] 云岭府函〔2024〕8号\n[ 主题分类 ] 教育 [ 发布机构 ] 云岭区政府办公室\n[ 成文日期 ] 2024-05-06 [ 发布日期 ] 2024-05-09",
    ],
    [
      "a table with bars",
      "| [ 索引号 ] | 11500226009341047W/2024-00017 | [ 发文字号 ] | 云岭府函〔2024〕8号 |\n[ 主题分类 ] | 教育 | [ 发布机构 ] | 云岭区政府办公室 |\n[ 成文日期 ] | 2024-05-06 | [ 发布日期 ] | 2024-05-09 |",
    ],
    [
      "blanks between the characters, a misnamed number",
      "[索 引 号]\n11500226009341047W/2024-00017\n[ 发字文号 ]\n云岭府函〔2024〕8号\n[ 主题分类 ]\n教育\n[ 发布机构 ]\n云岭区政府办公室\n[ 成文日期 ]\n2024-05-06\n[ 发布日期 ]\n2024-05-09",
    ],
    [
      "labels with a lost character",
      "[ 索号 ]\n11500226009341047W/2024-00017\n[ 发文字号 ]\n云岭府函〔2024〕8号\n[ 主题分类 ]\n教育\n[ 发布机构 ]\n云岭区政府办公室\n[ 成文日期 ]\n2024-05-06\n[ 发布日期 ]\n2024-05-09",
    ],
    [
      "labels and values in one line, with colons",
      "发布机构: 云岭区政府办公室 成文日期: 2024-05-06\n文号: 云岭府函〔2024〕8号 发布日期: 2024-05-09\n索引号：11500226009341047W/2024-00017 主题分类：教育",
    ],
    [
      "a plain table of the ministry",
      "| 信息索引 | 11500226009341047W/2024-00017 | 生成日期 | 2024年5月6日 |\n| 发文机构 | 云岭区政府办公室 | 发布文号 | 云岭府函〔2024〕8号 |\n| 主题分类 | 教育 | 发布时间 | 2024-05-09 10:32:00 |",
    ],
    [
      "tabs",
      "索引号\t11500226009341047W/2024-00017\t公开责任部门\t云岭区政府办公室\n发文日期\t2024-05-06\t发布日期\t2024-05-09\n文 号\t云岭府函〔2024〕8号\t主题分类\t教育",
    ],
  ])("are read from %s", (_, page) => {
    expect(read(page)).toMatchObject(FULL);
  });

  it("keep an empty value empty, whatever comes next", () => {
    const page =
      "[ 发文字号 ]\n[ 主题分类 ]\n教育\n[ 发布日期 ]\n\n[ 有 效 性 ]\n\n云岭区人民政府2024年履行教育职责自评报告";
    expect(read(page)).toEqual({ 发文字号: "", 主题分类: "教育", 发布日期: "", 有效性: "" });
  });

  it("are joined where a page prints them twice", () => {
    const once = "| [ 索引号 ] | 1150010700927688XM/2025-00001 | [ 发文字号 ] | 无 |";
    expect(read(`${once}\n${once}`)).toEqual({ 索引号: "1150010700927688XM/2025-00001", 发文字号: "无" });
  });

  it("leave sentences with brackets and colons to the text", () => {
    const reader = disclosureReader();
    expect(reader.take("全区教育经费按年初预算[教育]足额拨付，来源：区财政，日期：以拨付为准。")).toBe(false);
    expect(reader.fields()).toEqual([]);
  });
});

describe("the check character of an index number", () => {
  it("is computed by GB 32100", () => {
    expect(creditCodeHolds("11500226009341047W/2024-00017")).toBe(true);
    expect(creditCodeHolds("11500226009341047X/2024-00017")).toBe(false);
    expect(creditCodeHolds("110003/ZK-2018-000139")).toBeUndefined();
  });
});
