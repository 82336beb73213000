import { describe, expect, it } from "vitest";
import { lastPageCited, normalisePages } from "#core/evidence/pages.ts";
import { type Proposal, proposeFromName } from "#core/evidence/propose.ts";
import { isDocumentNumber } from "#core/prose/document-number.ts";
import { hostileText } from "#tests/fixtures/core-arbitraries.ts";
import { evidenceFile } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";

describe("what a file's name suggests", () => {
  it.each<[string, Proposal]>([
    [
      "渝府教督〔2022〕3号 关于开展履行教育职责评价的通知.pdf",
      {
        docNumber: "渝府教督〔2022〕3号",
        issuer: "重庆市人民政府教育督导室",
        title: "关于开展履行教育职责评价的通知",
        year: 2022,
      },
    ],
    [
      "重庆市教育委员会关于做好招生工作的通知（渝教基发[2021]015号）.docx",
      {
        docNumber: "渝教基发〔2021〕15号",
        issuer: "重庆市教育委员会",
        title: "重庆市教育委员会关于做好招生工作的通知",
        year: 2021,
      },
    ],
    [
      "国办发【2018】第82号-进一步调整优化结构的意见.PDF",
      { docNumber: "国办发〔2018〕82号", issuer: "国务院办公厅", title: "进一步调整优化结构的意见", year: 2018 },
    ],
    ["20220315-专题会议纪要.pdf", { title: "专题会议纪要", date: "2022-03-15", year: 2022 }],
    ["2022年3月5日现场照片.jpg", { title: "2022年3月5日现场照片", date: "2022-03-05", year: 2022 }],
    ["3. 2022年教育经费决算表 (1).xlsx", { title: "2022年教育经费决算表", year: 2022 }],
    ["附件2、教师名册 - 副本.xlsx", { title: "教师名册" }],
    ["20220230 统计.xls", { title: "统计", year: 2022 }],
    ["新建文件夹(3).zip", { title: "新建文件夹" }],
    ["13800138000.pdf", { title: "13800138000" }],
  ])("%s", (fileName, expected) => {
    expect(proposeFromName(fileName)).toEqual(expected);
  });

  it("learns from other records which office writes under which letters", () => {
    const known = [{ ...evidenceFile("1", []), docNumber: "渝北府办〔2021〕1号", issuer: "渝北区人民政府办公室" }];
    expect(proposeFromName("渝北府办〔2022〕8号 通知.pdf", known).issuer).toBe("渝北区人民政府办公室");
    expect(proposeFromName("渝北府办〔2022〕8号 通知.pdf").issuer).toBeUndefined();
  });

  it("never proposes what would be refused, whatever the name", () => {
    holds(
      [hostileText],
      (fileName) => {
        const { docNumber, title, date } = proposeFromName(fileName);
        if (docNumber !== undefined) expect(isDocumentNumber(docNumber)).toBe(true);
        if (title !== undefined) expect(title.trim().length * (201 - title.length)).toBeGreaterThan(0);
        if (date !== undefined) expect(new Date(date).toISOString().slice(0, 10)).toBe(date);
      },
      1000,
    );
  });
});

describe("pages cited", () => {
  it.each([
    ["3-5", "3—5"],
    ["第3至5页", "3—5"],
    ["3~5,8;10", "3—5、8、10"],
    ["第12页", "12"],
    ["附件2第3页", "附件2第3页"],
    ["", ""],
  ])("%j are kept as %j", (typed, kept) => {
    expect(normalisePages(typed)).toBe(kept);
    expect(normalisePages(kept)).toBe(kept);
  });

  it("name their highest page, where they are pages", () => {
    expect(lastPageCited("3—5、12、8")).toBe(12);
    expect(lastPageCited("附件2")).toBeUndefined();
    expect(lastPageCited("")).toBeUndefined();
  });
});
