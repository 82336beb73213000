import { describe, expect, it } from "vitest";
import { outlineOf } from "#core/document/model.ts";
import { writeDocx } from "#report/docx/write-docx.ts";
import { docxFaults } from "#tests/report/check-docx.ts";
import { fullDocument, sampleImages } from "#tests/report/docx-sample.ts";
import { hostileReport, shortestReport } from "#tests/report/measure-documents.ts";
import { paragraphText, readDocx, styleOf } from "#tests/report/read-docx.ts";
import { descendants, type Element } from "#tests/report/read-xml.ts";
import { sampleDocument } from "#tests/report/sample-document.ts";

const report = fullDocument("report");
const pageOf = new Map(outlineOf(report).map(({ id }, index) => [id, index + 3]));
const options = { images: sampleImages, pageOf };
const bytes = await writeDocx(report, options);
const file = readDocx(bytes);
const body = file.part("word/document.xml");
const attribute = (element: Element | undefined, name: string): string | undefined => element?.attributes.get(name);
const sections = (root: Element) => descendants(root, "w:sectPr");

describe("every Word file", () => {
  it.each([
    ["a report with everything", fullDocument("report"), options],
    ["a letter with everything", fullDocument("letter"), options],
    ["a plain report", sampleDocument(), {}],
    ["the shortest report", shortestReport, {}],
    ["a report without a block", { ...shortestReport, blocks: [] }, {}],
    ["a hostile report", hostileReport, {}],
  ])("is what the schema asks for: %s", async (_, document, given) => {
    expect(docxFaults(await writeDocx(document, given))).toEqual([]);
  });

  it("is the same for the same input", async () => {
    expect(Buffer.compare(await writeDocx(fullDocument("report"), options), bytes)).toBe(0);
  });
});

describe("contents of a Word file", () => {
  const [control] = descendants(body, "w:sdt");
  const lines = control ? descendants(control, "w:p") : [];

  it("lists every heading and annex with its page and a link to it", () => {
    const entries = lines.filter((line) => /^TOC\d$/.test(styleOf(line) ?? ""));
    expect(entries.map((entry) => paragraphText({ ...entry, children: descendants(entry, "w:hyperlink") }))).toEqual(
      outlineOf(report).map(({ text, id }) => `${text}${pageOf.get(id)}`),
    );
    expect(entries.map(styleOf)).toEqual(outlineOf(report).map(({ level }) => `TOC${level}`));
    for (const entry of entries) {
      const anchor = attribute(descendants(entry, "w:hyperlink")[0], "w:anchor");
      expect(descendants(body, "w:bookmarkStart").map((each) => attribute(each, "w:name"))).toContain(anchor);
      expect(attribute(descendants(entry, "w:tab")[0], "w:leader")).toBe("middleDot");
    }
  });

  it("is a field that Word can make anew, and asks nothing when the file is opened", () => {
    expect(control && descendants(control, "w:instrText")[0]?.children).toEqual([' TOC \\o "1-3" \\f \\h \\z ']);
    expect(descendants(file.part("word/settings.xml"), "w:updateFields")).toEqual([]);
    expect(descendants(body, "w:fldChar").filter((each) => each.attributes.has("w:dirty"))).toEqual([]);
    const kinds = descendants(body, "w:fldChar").map((each) => attribute(each, "w:fldCharType"));
    expect(kinds.filter((kind) => kind === "begin")).toHaveLength(kinds.filter((kind) => kind === "end").length);
  });

  it("names an annex as the text does, also after Word has made the list anew", () => {
    const marks = descendants(body, "w:instrText").map((each) => String(each.children[0]));
    expect(marks).toContain(' TC "附件3 分学段对照表" \\l 1 ');
  });
});

describe("pages of a Word file", () => {
  it("has a cover without a number, turned pages for wide tables, and numbers on all others", () => {
    const seen = sections(body).map((section) => ({
      numbered: descendants(section, "w:footerReference").length === 2,
      turned: attribute(descendants(section, "w:pgSz")[0], "w:orient") === "landscape",
    }));
    expect(seen).toEqual([
      { numbered: false, turned: false },
      { numbered: true, turned: false },
      { numbered: true, turned: true },
      { numbered: true, turned: false },
    ]);
    const turned = sections(body)[2];
    expect(turned && Object.fromEntries(descendants(turned, "w:pgSz")[0]?.attributes ?? [])).toMatchObject({
      "w:w": "16838",
      "w:h": "11906",
    });
  });

  it("numbers no first page of a letter", async () => {
    const letter = readDocx(await writeDocx(fullDocument("letter"), options)).part("word/document.xml");
    expect(sections(letter).map((section) => descendants(section, "w:titlePg").length)).toEqual([1, 0, 1, 0, 0]);
  });

  it("sets the stamp small at the edge that the number leaves free", () => {
    const texts = ["footer1", "footer2"].map((name) => paragraphText(file.part(`word/${name}.xml`)));
    expect(texts).toEqual(["3f9a1c0e77aa— 1 —", "— 1 —3f9a1c0e77aa"]);
  });

  it("begins a page with what stands after a contents list and with a title that asks for one", async () => {
    const notice = await writeDocx(
      sampleDocument({
        blocks: [{ kind: "contents" }, { kind: "title", text: "甲" }, { kind: "title", text: "乙", startsPage: true }],
      }),
    );
    const titles = descendants(readDocx(notice).part("word/document.xml"), "w:p").filter(
      (each) => styleOf(each) === "Title",
    );
    expect(titles.map((title) => descendants(title, "w:pageBreakBefore").length)).toEqual([1, 1]);
  });
});

describe("pictures in a Word file", () => {
  it("are stored as they are, each once", () => {
    const stored = file.names.filter((name) => name.startsWith("word/media/"));
    expect(stored).toEqual(["word/media/image1.png", "word/media/image2.jpeg"]);
    const local = Buffer.from(bytes).indexOf("word/media/image1.png");
    expect(Buffer.from(bytes).readUInt16LE(local - 30 + 8)).toBe(0);
    expect(descendants(body, "wp:inline")).toHaveLength(3);
  });

  it("keep their shape, fit the text block and are kept with their captions", () => {
    const [wide, high] = descendants(body, "wp:extent").map((extent) =>
      ["cx", "cy"].map((key) => Number(attribute(extent, key)) / 12_700),
    );
    expect((wide?.[0] ?? 0) / (wide?.[1] ?? 1)).toBeCloseTo(4 / 3, 2);
    expect(wide?.[0]).toBeLessThanOrEqual(442.3);
    expect((high?.[0] ?? 0) / (high?.[1] ?? 1)).toBeCloseTo(9 / 16, 2);
    const pictures = descendants(body, "w:p").filter((each) => styleOf(each) === "Figure");
    for (const picture of pictures)
      expect(attribute(descendants(picture, "w:spacing")[0], "w:lineRule")).toBeUndefined();
    const figure = descendants(file.part("word/styles.xml"), "w:style").find(
      (each) => attribute(each, "w:styleId") === "Figure",
    );
    expect(figure && descendants(figure, "w:keepNext")).toHaveLength(1);
    expect(figure && attribute(descendants(figure, "w:spacing")[0], "w:lineRule")).toBe("auto");
  });

  it("that are missing leave a framed note", () => {
    const note = descendants(body, "w:p").find((each) => paragraphText(each) === "【图片无法读取：3-2-04 丢失】");
    expect(note && descendants(note, "w:pBdr")).toHaveLength(1);
  });
});

describe("tables in a Word file", () => {
  it("align figures at a decimal tab that leaves room for the longest fraction", () => {
    const cells = descendants(body, "w:tab").filter((tab) => attribute(tab, "w:val") === "decimal");
    expect(cells.length).toBe(30 * 5);
    const places = cells.slice(0, 5).map((tab) => Number(attribute(tab, "w:pos")));
    expect((places[0] ?? 0) - (places[2] ?? 0)).toBeCloseTo(0.5 * 240, -1);
  });
});
