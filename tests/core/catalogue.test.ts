import { describe, expect, it } from "vitest";
import { catalogueSheets, composeCatalogue } from "#core/document/catalogue.ts";
import { composeReport } from "#core/document/compose.ts";
import { dataSheets } from "#core/document/data-sheets.ts";
import { documentText, SHELLS } from "#core/document/model.ts";
import { versionText } from "#core/document/version.ts";
import { WITHHELD } from "#core/evidence/audience.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import { slotExplanationId } from "#core/submission/progress.ts";
import { contentOf, evidenceFile, templateWith } from "#tests/fixtures/core-content.ts";

const checklist = templateWith({
  heading: "教师队伍",
  evidence: [
    { key: "list", title: "名册", required: true },
    { key: "photo", title: "照片" },
  ],
});
const record = (id: string, order: number, said: Partial<Evidence>): Evidence => ({
  ...evidenceFile(id, [{ itemKey: "item-1", order, pagesCited: `${order}—9` }]),
  ...said,
});
const evidence = [
  record("a", 1, { title: "公开文件", issuer: "某局", docNumber: "某发〔2022〕1号", date: "2022-01-02" }),
  record("b", 2, {
    title: "内部密件",
    issuer: "密局",
    docNumber: "密发〔2022〕7号",
    confidential: true,
    inReport: true,
    mediaType: "image/png",
    fileName: "秘密.png",
    sha256: "b".repeat(64),
  }),
  record("c", 3, { title: "公开表格" }),
];
const content = contentOf(
  checklist,
  { "item-1": { narrative: "正文", explanations: { [slotExplanationId("photo")]: "未拍照" } } },
  { evidence },
);
const SECRET = /内部密件|密局|密发|秘密|b{64}/;
const said = (text: unknown): string => JSON.stringify(text);

describe("the catalogue as a document", () => {
  const text = (discretion: "shown" | "named" | "hidden") => documentText(composeCatalogue(content, discretion));

  it("tells the office itself everything, numbered as everywhere", () => {
    expect(text("shown")).toEqual([
      "渝北区2022年自评佐证材料目录",
      "共列入3项，计3份文件；其中涉密1项，按保密规定管理。",
      "保障投入",
      ...["编号", "材料名称", "发文机关及文号", "成文日期", "对应指标", "页次", "类型"],
      ...["1-1-01", "公开文件", "某局 某发〔2022〕1号", "2022-01-02", "1.教师队伍", "1—9", "PDF"],
      ...["1-1-02", "内部密件", "密局 密发〔2022〕7号", "", "1.教师队伍", "2—9", "图片"],
      ...["1-1-03", "公开表格", "", "", "1.教师队伍", "3—9", "PDF"],
      "应附未附的材料",
      ...["对应指标", "应附材料", "说明"],
      ...["1.教师队伍", "名册", "尚未说明"],
      ...["1.教师队伍", "照片", "未拍照"],
    ]);
  });

  it("names a gap, or hides it, without moving a number", () => {
    const [named, hidden] = [text("named"), text("hidden")];
    expect(named).toContain(WITHHELD);
    expect(hidden.join()).not.toMatch(/涉密|1-1-02/);
    for (const lines of [named, hidden]) {
      expect(lines.join()).not.toMatch(SECRET);
      expect(lines[lines.indexOf("公开表格") - 1]).toBe("1-1-03");
    }
  });

  it("is a workbook as well, with the hash of every file that may be told", () => {
    const [shown, hidden] = [catalogueSheets(content, "shown"), catalogueSheets(content, "hidden")];
    expect(shown.map(({ name, rows }) => [name, rows.length])).toEqual([
      ["佐证材料目录", 3],
      ["应附未附", 2],
    ]);
    expect(said(shown)).toContain("b".repeat(64));
    expect(said(hidden)).not.toMatch(SECRET);
    expect(hidden[0]?.rows.map(([number]) => number)).toEqual(["1-1-01", "1-1-03"]);
  });

  it("says so where there is nothing yet", () => {
    expect(documentText(composeCatalogue(contentOf(checklist), "shown"))).toEqual([
      "渝北区2022年自评佐证材料目录",
      "尚未列入佐证材料。",
    ]);
  });
});

describe("the report", () => {
  it.each(SHELLS)("as %s never tells what is confidential, and keeps the numbers of the rest", (shell) => {
    for (const discretion of ["named", "hidden"] as const) {
      const document = composeReport(content, [], { shell, discretion });
      const lines = documentText(document);
      expect(said(document)).not.toMatch(SECRET);
      expect(lines[lines.indexOf("公开表格") - 1]).toBe("1-1-03");
      const sent = (shell === "report" || shell === "letter") && discretion === "named";
      expect(lines.includes(WITHHELD)).toBe(sent);
    }
  });

  it("has a workbook that names the gap and no more", () => {
    expect(said(dataSheets(content, []))).not.toMatch(SECRET);
    expect(said(dataSheets(content, []))).toContain(WITHHELD);
  });

  it("is another version when what it prints of a record changes", () => {
    const changed = (change: Partial<Evidence>) =>
      versionText({ ...content, evidence: evidence.map((each) => (each.id === "a" ? { ...each, ...change } : each)) });
    const now = changed({});
    for (const change of [{ docNumber: "某发〔2022〕2号" }, { issuer: "他局" }, { confidential: true }, { date: null }])
      expect(changed(change)).not.toBe(now);
    expect(changed({ addedBy: "他人", flags: ["macros"], alsoIn: 2021 })).toBe(now);
  });
});
