import { describe, expect, it, vi } from "vitest";
import { writeDocx } from "#report/docx/write-docx.ts";
import { expectedText } from "#tests/report/expected-text.ts";
import { readDocx, styleOf } from "#tests/report/read-docx.ts";
import { squeeze } from "#tests/report/read-pdf.ts";
import { descendants, type Element } from "#tests/report/read-xml.ts";
import { sampleDocument } from "#tests/report/sample-document.ts";

const document = sampleDocument();
const bytes = await writeDocx(document);
const file = readDocx(bytes);
const body = file.part("word/document.xml");
const attribute = (element: Element | undefined, name: string): string | undefined => element?.attributes.get(name);
const style = (id: string): Element => {
  const found = descendants(file.part("word/styles.xml"), "w:style").find(
    (each) => attribute(each, "w:styleId") === id,
  );
  if (!found) throw new Error(`no style ${id}`);
  return found;
};

describe("Word file", () => {
  it("says exactly what the document says, in its order", () => {
    expect(squeeze(file.paragraphs.join("\n"))).toBe(squeeze(expectedText(document).join("\n")));
  });

  it("is the same file for the same document, whatever the clock says", async () => {
    vi.useFakeTimers({ now: new Date("2031-05-06T07:08:09Z"), toFake: ["Date"] });
    try {
      expect(Buffer.compare(await writeDocx(sampleDocument()), bytes)).toBe(0);
    } finally {
      vi.useRealTimers();
    }
    const dated = descendants(file.part("docProps/core.xml"), "dcterms:created")[0];
    expect(dated?.children).toEqual(["2022-11-08T00:00:00Z"]);
  });

  it("can be written while it has no date", async () => {
    const undated = await writeDocx(sampleDocument({ date: undefined }));
    expect(Buffer.compare(undated, await writeDocx(sampleDocument({ date: undefined })))).toBe(0);
  });

  it("replaces what XML cannot hold and escapes what it must", async () => {
    const text = "甲\u0001乙<w:t>&\"'\ud800";
    const written = await writeDocx(sampleDocument({ title: text, blocks: [{ kind: "paragraph", runs: [{ text }] }] }));
    expect(readDocx(written).paragraphs).toEqual(["甲\ufffd乙<w:t>&\"'\ufffd"]);
  });

  it("has the page of GB/T 9704 and no document grid", () => {
    expect(Object.fromEntries(descendants(body, "w:pgMar")[0]?.attributes ?? [])).toMatchObject({
      "w:top": "2098",
      "w:bottom": "1984",
      "w:left": "1587",
      "w:right": "1474",
    });
    expect(descendants(body, "w:docGrid")).toEqual([]);
  });

  it("sets 22 lines of 28 characters: exact 579 twips, spacing −5, justified", () => {
    const normal = style("Normal");
    expect(attribute(descendants(normal, "w:spacing")[0], "w:line")).toBe("579");
    expect(attribute(descendants(normal, "w:spacing")[0], "w:lineRule")).toBe("exact");
    expect(attribute(descendants(normal, "w:spacing")[1], "w:val")).toBe("-5");
    expect(attribute(descendants(normal, "w:jc")[0], "w:val")).toBe("both");
    const defaults = descendants(file.part("word/styles.xml"), "w:pPrDefault")[0];
    expect(defaults && descendants(defaults, "w:kinsoku")).toHaveLength(1);
    expect(attribute(defaults && descendants(defaults, "w:autoSpaceDE")[0], "w:val")).toBe("false");
    expect(attribute(descendants(file.part("word/settings.xml"), "w:characterSpacingControl")[0], "w:val")).toBe(
      "doNotCompress",
    );
  });

  it.each([
    ["Title", "方正小标宋简体", "44", undefined],
    ["Heading1", "黑体", "32", "0"],
    ["Heading2", "楷体_GB2312", "32", "1"],
    ["Heading3", "仿宋_GB2312", "32", "2"],
    ["Normal", "仿宋_GB2312", "32", undefined],
    ["TableHead", "黑体", "24", undefined],
    ["TableText", "仿宋_GB2312", "24", undefined],
    ["Footer", "宋体", "28", undefined],
  ])("has the style %s in %s", (id, font, size, level) => {
    const fonts = descendants(style(id), "w:rFonts")[0];
    expect([attribute(fonts, "w:eastAsia"), attribute(fonts, "w:ascii"), attribute(fonts, "w:hAnsi")]).toEqual([
      font,
      font,
      font,
    ]);
    expect(attribute(descendants(style(id), "w:sz")[0], "w:val")).toBe(size);
    expect(attribute(descendants(style(id), "w:outlineLvl")[0], "w:val")).toBe(level);
  });

  it("gives every block its style", () => {
    const styles = new Set(descendants(body, "w:p").map(styleOf));
    const used = [
      "Title",
      "Normal",
      "BodyText",
      "Heading1",
      "Heading2",
      "Heading3",
      "AnnexLabel",
      "AnnexTitle",
      "TableCaption",
      "TableHead",
      "TableText",
    ];
    expect([...styles]).toEqual(expect.arrayContaining(used));
  });

  it("breaks the title between words", () => {
    expect(file.paragraphs[0]).toBe("重庆市渝北区人民政府关于2022年\n履行教育职责自查自评情况的报告");
  });

  it("marks a figure that is still missing", () => {
    const shaded = descendants(body, "w:r").filter((run) => descendants(run, "w:shd").length > 0);
    expect(shaded.flatMap((run) => descendants(run, "w:t")).map((text) => text.children.join(""))).toEqual([
      "【待填：公办学校数】",
    ]);
  });

  it("sets table heads again on every page, keeps rows whole, and fills the text block", () => {
    for (const table of descendants(body, "w:tbl")) {
      expect(descendants(table, "w:tblHeader")).toHaveLength(1);
      expect(descendants(table, "w:cantSplit")).toHaveLength(descendants(table, "w:tr").length);
      const widths = descendants(table, "w:gridCol").map((column) => Number(attribute(column, "w:w")));
      expect(widths.reduce((sum, width) => sum + width, 0)).toBe(8844);
    }
  });

  it("numbers pages at the outer edge: right on odd pages, left on even ones", () => {
    const sides = ["default", "even"].map((type) => {
      const reference = descendants(body, "w:footerReference").find((each) => attribute(each, "w:type") === type);
      const target = descendants(file.part("word/_rels/document.xml.rels"), "Relationship").find(
        (each) => attribute(each, "Id") === attribute(reference, "r:id"),
      );
      const footer = file.part(`word/${attribute(target, "Target")}`);
      expect(attribute(descendants(footer, "w:fldSimple")[0], "w:instr")).toBe("PAGE");
      return attribute(descendants(footer, "w:jc")[0], "w:val");
    });
    expect(sides).toEqual(["right", "left"]);
    expect(descendants(file.part("word/settings.xml"), "w:evenAndOddHeaders")).toHaveLength(1);
  });

  it("begins each annex on a new page", () => {
    const labels = descendants(body, "w:p").filter((paragraph) => styleOf(paragraph) === "AnnexLabel");
    expect(labels).toHaveLength(2);
    for (const label of labels) expect(descendants(label, "w:pageBreakBefore")).toHaveLength(1);
  });
});
