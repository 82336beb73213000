import { describe, expect, it } from "vitest";
import { composeReport } from "#core/document/compose.ts";
import type { Block, ReportDocument } from "#core/document/model.ts";
import { decimalPads } from "#report/html/decimal-pad.ts";
import { writeHtml } from "#report/html/write-html.ts";
import { makeReport } from "#report/make.ts";
import { diskFonts } from "#tests/report/disk-fonts.ts";
import { allOf, oneOf, readHtml, textOf } from "#tests/report/read-html.ts";
import { squeeze } from "#tests/report/read-pdf.ts";
import { sampleDocument } from "#tests/report/sample-document.ts";
import { sampleContent } from "#tests/templates/read-content.ts";

const read = (document: ReportDocument) => readHtml(writeHtml(document));
const article = (...blocks: Block[]) => oneOf(read(sampleDocument({ blocks })), "article");
const PIXEL = new Uint8Array(
  await (
    await fetch(
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
    )
  ).arrayBuffer(),
);

describe("the page for a government site", () => {
  const page = read(sampleDocument());

  it("says its language, title and author", () => {
    expect(page.attributes.get("lang")).toBe("zh-CN");
    expect(textOf(oneOf(page, "title"))).toContain("渝北区");
    const metas = allOf(page, "meta").map((meta) => [...meta.attributes.values()].join(" "));
    expect(metas).toEqual(expect.arrayContaining(["utf-8", "author 重庆市渝北区人民政府"]));
  });

  it("is complete in itself: nothing runs, nothing is fetched", () => {
    const html = writeHtml(sampleDocument());
    expect(html).not.toMatch(/<script|<link|<iframe|url\(|@import|\son\w+=|(?:src|href)="(?!#|data:)/i);
    expect(html).toContain("default-src 'none'");
  });

  it("prints on the official page", () => {
    expect(textOf(oneOf(page, "style"))).toContain("@page { size: A4; margin: 37mm 26mm 35mm 28mm; }");
  });

  it("gives headings their levels, and a contents list that links to each of them and to the annexes", () => {
    const heads = ["h2", "h3", "h4"].flatMap((name) => allOf(page, name).map((head) => head.attributes.get("id")));
    const links = allOf(oneOf(page, "nav"), "a").map((link) => link.attributes.get("href")?.slice(1));
    expect(allOf(page, "h1")).toHaveLength(1);
    expect([...links].sort()).toEqual([...heads].sort());
    expect(links).toEqual([
      "part-checklist",
      "section-party",
      "item-leadership",
      "part-problems",
      "annex-1",
      "annex-2",
    ]);
  });

  it("puts the contents list where the document has one, once", () => {
    const { children } = article(
      { kind: "title", text: "题" },
      { kind: "contents" },
      {
        kind: "heading",
        level: 1,
        text: "一、甲",
        id: "a",
      },
    );
    const names = children.flatMap((child) => (typeof child === "string" ? [] : [child.name]));
    expect(names).toEqual(["h1", "nav", "h2"]);
  });

  it("marks what is not filled in", () => {
    expect(allOf(page, "mark").map(textOf)).toEqual(["【待填：公办学校数】"]);
  });

  it("names columns and rows of tables, and takes the caption into the table", () => {
    const [table] = allOf(page, "table");
    if (!table) throw new Error("no table");
    expect(textOf(oneOf(table, "caption"))).toBe("（一）坚持党对教育工作的全面领导");
    expect(allOf(oneOf(table, "thead"), "th").map((head) => head.attributes.get("scope"))).toEqual(
      Array.from({ length: 4 }, () => "col"),
    );
    expect(allOf(oneOf(table, "tbody"), "th").every((head) => head.attributes.get("scope") === "row")).toBe(true);
    expect(allOf(oneOf(table, "tbody"), "tr")).toHaveLength(60);
  });

  it("shows hostile text as it is written", () => {
    const hostile = `</p><script>alert("1")</script>&amp;'<!--\u0000\u202e]]>`;
    const shown = `</p><script>alert("1")</script>&amp;'<!--\ufffd]]>`;
    const found = article(
      { kind: "title", text: hostile },
      { kind: "paragraph", runs: [{ text: hostile }, { text: hostile, gap: true }] },
      {
        kind: "table",
        columns: [{ header: hostile, weight: 1, align: "decimal" }],
        rows: [[hostile], ["1.5"]],
      },
    );
    expect(textOf(oneOf(found, "h1"))).toBe(shown);
    expect(textOf(oneOf(found, "p"))).toBe(shown + shown);
    expect(allOf(found, "td").map(textOf)).toEqual([shown, "1.5"]);
    expect(allOf(found, "script")).toEqual([]);
  });

  it("has the picture in the page, and a note where there is none", () => {
    const figure: Block = { kind: "figure", sha256: "a".repeat(64), caption: "1-1-01 校门“照片”" };
    const images = new Map([[figure.sha256, { bytes: PIXEL, type: "image/png" as const, width: 1, height: 1 }]]);
    const html = readHtml(writeHtml(sampleDocument({ blocks: [figure] }), images));
    const image = oneOf(html, "img");
    expect(image.attributes.get("alt")).toBe(figure.caption);
    expect(Buffer.from(image.attributes.get("src")?.split(",")[1] ?? "", "base64")).toEqual(Buffer.from(PIXEL));
    expect(textOf(oneOf(html, "figcaption"))).toBe(figure.caption);
    expect(textOf(article(figure))).toContain("【图片无法读取：1-1-01 校门“照片”】");
    expect(allOf(article(figure), "img")).toEqual([]);
  });

  it("shows the version it was made from", () => {
    expect(textOf(read(sampleDocument({ stamp: "0123456789ab" })))).toContain("版本标识：0123456789ab");
  });

  it("is what the one function for all formats makes", async () => {
    const made = await makeReport({ document: sampleDocument(), format: "html", loadFont: diskFonts });
    expect(made).toMatchObject({ fileName: "自评报告.html", mediaType: "text/html;charset=utf-8" });
    expect(new TextDecoder().decode(made.bytes)).toBe(writeHtml(sampleDocument()));
  });
});

describe("the disclosure fields", () => {
  const content = sampleContent();
  const cover = content.answers.get("cover");
  const answers = new Map(content.answers);
  if (cover)
    answers.set("cover", {
      ...cover,
      values: {
        ...cover.values,
        索引号: "11500112450511511J/2022-00018",
        发文字号: "渝北府〔2022〕18号",
        主题分类: "教育",
        体裁分类: "工作报告",
        发布机构: "渝北区教委",
        发布日期: "2022-11-10",
        公示期: "11月8日至14日",
        公示电话: "023-67820000",
        公示地址: "双龙大道1号",
      },
    });
  const published = { ...content, answers };

  it("stand above the report, in the sites' order, and nowhere in its text", () => {
    const page = read(composeReport(published, []));
    const fields = allOf(page, "table").find((table) => table.attributes.get("class") === "disclosure");
    if (!fields) throw new Error("no disclosure fields");
    expect(allOf(fields, "th").map(textOf)).toEqual([
      "索引号",
      "发文字号",
      "主题分类",
      "体裁分类",
      "发布机构",
      "成文日期",
      "发布日期",
    ]);
    expect(textOf(fields)).toContain("11500112450511511J/2022-00018");
    expect(squeeze(textOf(page)).split("11500112450511511J")).toHaveLength(2);
  });

  it("leave the notice its period, telephone and address", () => {
    const notice = textOf(read(composeReport(published, [], { shell: "notice" })));
    for (const said of ["公示期为11月8日至14日", "联系电话：023-67820000", "联系地址：双龙大道1号"])
      expect(notice).toContain(said);
    expect(textOf(read(composeReport(published, [])))).not.toContain("023-67820000");
  });

  it("are left out where none is filled in", () => {
    expect(writeHtml(sampleDocument())).not.toContain("信息公开");
  });
});

describe("figures under one another", () => {
  it.each<[string[], string[]]>([
    [
      ["25.46", "3", "100.5", ""],
      ["", ".00", "0", ".00"],
    ],
    [
      ["5.77%", "-20.00%", ""],
      ["", "", ".00%"],
    ],
    [
      ["1500余", "95", "1,234.5"],
      [".0", ".0余", "余"],
    ],
    [
      ["无", "近3万"],
      ["万", ""],
    ],
    [
      ["5", "12"],
      ["", ""],
    ],
  ])("pads %j with %j", (texts, pads) => {
    expect(decimalPads(texts)).toEqual(pads);
  });
});
