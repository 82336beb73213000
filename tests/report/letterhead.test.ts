import { Paragraph, TextRun } from "docx";
import { strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { applyLetterhead } from "#report/letterhead/apply-letterhead.ts";
import { LETTERHEAD_MESSAGES, type LetterheadCode } from "#report/letterhead/problem.ts";
import { readLetterhead } from "#report/letterhead/read-letterhead.ts";
import { makeReport } from "#report/make.ts";
import { docxFaults } from "#tests/report/check-docx.ts";
import { diskFonts } from "#tests/report/disk-fonts.ts";
import { fullDocument, sampleImages } from "#tests/report/docx-sample.ts";
import { expectedText } from "#tests/report/expected-text.ts";
import { letterheadFile, markedLine, markInTable, withParts } from "#tests/report/letterhead-files.ts";
import { readDocx, styleOf } from "#tests/report/read-docx.ts";
import { squeeze } from "#tests/report/read-pdf.ts";
import { descendants, type Element } from "#tests/report/read-xml.ts";
import { sampleDocument } from "#tests/report/sample-document.ts";

const plain = sampleDocument();
const full = fullDocument("report");
const letterhead = await letterheadFile();

function applied(file: Uint8Array, document = full): Uint8Array {
  const result = applyLetterhead(file, document, sampleImages);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** What is wrong with a file and was not with the letterhead: the library leaves a style out that it names. */
const newFaults = (bytes: Uint8Array): string[] => {
  const old = docxFaults(letterhead);
  return docxFaults(bytes).filter((fault) => !old.includes(fault));
};

const attribute = (element: Element | undefined, name: string): string | undefined => element?.attributes.get(name);

describe("a report in an office's own Word file", () => {
  const bytes = applied(letterhead);
  const file = readDocx(bytes);
  const body = file.part("word/document.xml");
  const sections = descendants(body, "w:sectPr");

  it("is a file that needs no repair", () => {
    expect(newFaults(bytes)).toEqual([]);
  });

  it("stands where the mark was, between what the file had before and after it", () => {
    const texts = file.paragraphs;
    expect(texts[0]).toBe("某某区人民政府文件");
    expect(texts.at(-1)).toBe("某某区人民政府办公室（落款以下保留）");
    expect(squeeze(readDocx(applied(letterhead, plain)).paragraphs.slice(1, -1).join(""))).toBe(
      squeeze(expectedText(plain).join("")),
    );
    expect(texts.join("")).not.toContain("{{正文}}");
  });

  it("keeps the file's styles and adds the report's under other names", () => {
    const before = descendants(readDocx(letterhead).part("word/styles.xml"), "w:style");
    const after = descendants(file.part("word/styles.xml"), "w:style");
    expect(after.slice(0, before.length)).toEqual(before);
    const used = new Set(descendants(body, "w:p").flatMap((each) => styleOf(each) ?? []));
    for (const id of used) expect(before.map((each) => attribute(each, "w:styleId"))).not.toContain(id);
  });

  it("keeps page, headers and footers; only the first section has a first page and begins to count", () => {
    expect(sections.map((each) => descendants(each, "w:titlePg").length)).toEqual([1, 0, 0]);
    expect(sections.map((each) => attribute(descendants(each, "w:pgNumType")[0], "w:start"))).toEqual([
      "1",
      undefined,
      undefined,
    ]);
    for (const section of sections) {
      expect(descendants(section, "w:headerReference")).toHaveLength(2);
      expect(descendants(section, "w:footerReference")).toHaveLength(1);
    }
    expect(sections.map((each) => Number(attribute(descendants(each, "w:pgSz")[0], "w:w")))).toEqual([
      11906, 16838, 11906,
    ]);
    expect(file.names).toEqual(expect.arrayContaining(Object.keys(unzipSync(letterhead))));
  });

  it("fills the file's own text block with its tables", () => {
    const [first] = descendants(body, "w:tbl");
    expect(attribute(first && descendants(first, "w:tblW")[0], "w:w")).toBe(String(11906 - 1500 - 1500));
  });

  it("leaves the red head to the file, and has number and signatory", () => {
    const texts = file.paragraphs.join("\n");
    expect(texts).not.toContain("重庆市渝北区人民政府文件");
    expect(texts).toContain("渝北府文〔2022〕18号签发人：张三");
  });

  it("lets Word count the pages of its contents list, since they are the file's own", () => {
    expect(descendants(body, "w:fldChar").filter((each) => attribute(each, "w:dirty") === "true")).toHaveLength(1);
  });

  it("has the report's title and day among its properties", () => {
    const core = file.part("docProps/core.xml");
    expect(descendants(core, "dc:title")[0]?.children).toEqual([full.title]);
    expect(descendants(core, "dcterms:modified")[0]?.children).toEqual(["2022-11-08T00:00:00Z"]);
  });

  it("is the same for the same input", () => {
    expect(Buffer.compare(applied(letterhead), bytes)).toBe(0);
  });

  it("can be put into a file that a report was put into before", () => {
    const again = withParts(bytes, {
      "word/document.xml": (xml) => xml.replace("某某区人民政府办公室（落款以下保留）", "{{正文}}"),
    });
    const twice = applied(again);
    expect(newFaults(twice)).toEqual([]);
    expect(readDocx(twice).paragraphs.length).toBeGreaterThan(2 * plain.blocks.length);
  });

  it("follows the last paragraph of a file without a mark", async () => {
    const unmarked = applied(await letterheadFile({ children: [markedLine("只有版头")] }), plain);
    expect(newFaults(unmarked)).toEqual([]);
    expect(readDocx(unmarked).paragraphs[0]).toBe("只有版头");
    expect(squeeze(readDocx(unmarked).paragraphs.slice(1).join(""))).toBe(squeeze(expectedText(plain).join("")));
  });

  it("finds a mark that Word has cut into runs", async () => {
    const cut = new Paragraph({
      children: ["{{", "正", "文}}"].map((text) => new TextRun({ text, bold: text === "正" })),
    });
    expect(readDocx(applied(await letterheadFile({ children: [cut] }), plain)).paragraphs.join("")).not.toContain("{{");
  });

  it("goes on in the section that the marked paragraph ended", async () => {
    const file = await letterheadFile({
      sections: [
        { properties: { page: { margin: { left: 1111 } } }, children: [markedLine("{{正文}}")] },
        { properties: { page: { margin: { left: 2222 } } }, children: [markedLine("封底")] },
      ],
    });
    const bytes = applied(file);
    expect(newFaults(bytes)).toEqual([]);
    const margins = descendants(readDocx(bytes).part("word/document.xml"), "w:pgMar").map((each) =>
      attribute(each, "w:left"),
    );
    expect(margins.at(0)).toBe("1111");
    expect(margins.at(-2)).toBe("1111");
    expect(margins.at(-1)).toBe("2222");
    expect(readDocx(bytes).paragraphs.at(-1)).toBe("封底");
  });

  it("is what makeReport gives for a letterhead; one that is refused is thrown with its code", async () => {
    const made = await makeReport({ document: plain, format: "docx", loadFont: diskFonts, letterhead });
    expect(Buffer.compare(made.bytes, applied(letterhead, plain))).toBe(0);
    await expect(
      makeReport({ document: plain, format: "docx", loadFont: diskFonts, letterhead: strToU8("nothing") }),
    ).rejects.toMatchObject({ name: "LetterheadError", code: "letterhead.not-docx" });
  });
});

describe("a file that is refused as a letterhead", () => {
  const link = (type: string, target: string, mode = "External"): ((xml: string) => string) => {
    const added = `<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"${mode === "" ? "" : ` TargetMode="${mode}"`}/></Relationships>`;
    return (xml) => xml.replace("</Relationships>", added);
  };
  const LINKS = "word/_rels/document.xml.rels";
  const TYPES = "[Content_Types].xml";
  const BOMB = new Uint8Array(21_000_000);
  const manyEntries = (): Uint8Array =>
    zipSync(Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`part${index}.xml`, strToU8("<a/>")])));
  const flagged = (): Uint8Array => {
    const file = letterhead.slice();
    const at = Buffer.from(file).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    file[at + 8] = (file[at + 8] ?? 0) | 1;
    return file;
  };
  /** The directory says ten bytes; the data unpacks to more. */
  const lying = (): Uint8Array => {
    const file = withParts(letterhead, { "word/extra.xml": `<a>${"x".repeat(5000)}</a>` });
    const directory = Buffer.from(file).lastIndexOf("word/extra.xml") - 46;
    new DataView(file.buffer).setUint32(directory + 24, 10, true);
    return file;
  };
  const entities = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><w:styles/>';
  const field = (xml: string): string =>
    xml.replace(
      "<w:t",
      '<w:instrText xml:space="preserve"> INCLUDE</w:instrText><w:instrText>PICTURE "http://a/b.png"</w:instrText><w:t',
    );

  it.each<[string, LetterheadCode, () => Uint8Array | Promise<Uint8Array>]>([
    ["no ZIP", "letterhead.not-docx", () => strToU8("Hello")],
    ["nothing at all", "letterhead.not-docx", () => new Uint8Array()],
    ["a ZIP without a document", "letterhead.not-docx", () => zipSync({ "a.txt": strToU8("a") })],
    [
      "a workbook",
      "letterhead.not-docx",
      () =>
        withParts(letterhead, {
          [TYPES]: (xml) => xml.replaceAll("wordprocessingml.document.main", "spreadsheetml.sheet.main"),
        }),
    ],
    ["a compound file", "letterhead.encrypted", () => Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)],
    ["encrypted parts", "letterhead.encrypted", flagged],
    ["a macro project", "letterhead.macros", () => withParts(letterhead, { "word/vbaProject.bin": "x" })],
    [
      "a macro type",
      "letterhead.macros",
      () =>
        withParts(letterhead, {
          [TYPES]: (xml) =>
            xml.replace(
              "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
              "vnd.ms-word.document.macroEnabled.main+xml",
            ),
        }),
    ],
    [
      "a macro template",
      "letterhead.macros",
      () =>
        withParts(letterhead, {
          [TYPES]: (xml) =>
            xml.replace(
              "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
              "vnd.ms-word.template.macroEnabledTemplate.main+xml",
            ),
        }),
    ],
    ["a control", "letterhead.macros", () => withParts(letterhead, { "word/activeX/activeX1.xml": "<a/>" })],
    [
      "a template elsewhere",
      "letterhead.external",
      () => withParts(letterhead, { [LINKS]: link("attachedTemplate", "http://example.org/a.dotm") }),
    ],
    [
      "a picture elsewhere",
      "letterhead.external",
      () => withParts(letterhead, { [LINKS]: link("image", "http://example.org/a.png") }),
    ],
    [
      "an embedded object",
      "letterhead.external",
      () => withParts(letterhead, { [LINKS]: link("oleObject", "embeddings/a.bin", "") }),
    ],
    [
      "a field that fetches, cut into runs",
      "letterhead.external",
      () => withParts(letterhead, { "word/document.xml": field }),
    ],
    [
      "more than 20 MB",
      "letterhead.too-large",
      () => zipSync({ ...unzipSync(letterhead), "word/media/big.png": BOMB }),
    ],
    ["more than 500 parts", "letterhead.too-large", manyEntries],
    ["a document type", "letterhead.doctype", () => withParts(letterhead, { "word/styles.xml": entities })],
    ["a size that is a lie", "letterhead.damaged", lying],
    [
      "XML that is not well-formed",
      "letterhead.damaged",
      () => withParts(letterhead, { "word/document.xml": (xml) => xml.slice(0, -20) }),
    ],
    ["no styles", "letterhead.damaged", () => withParts(letterhead, { "word/styles.xml": undefined })],
    ["no document", "letterhead.not-docx", () => withParts(letterhead, { "word/document.xml": undefined })],
    ["a path out of the package", "letterhead.damaged", () => withParts(letterhead, { "../evil.xml": "<a/>" })],
    ["half of a file", "letterhead.not-docx", () => letterhead.slice(0, letterhead.length / 2)],
    [
      "elements nested without end",
      "letterhead.damaged",
      () => withParts(letterhead, { "word/extra.xml": "<a>".repeat(5000) + "</a>".repeat(5000) }),
    ],
    ["a mark in a table", "letterhead.mark-place", () => letterheadFile({ children: [markInTable()] })],
    [
      "two marks",
      "letterhead.mark-place",
      () => letterheadFile({ children: [markedLine("{{正文}}"), markedLine("{{正文}}")] }),
    ],
    [
      "a mark in a header",
      "letterhead.mark-place",
      () => withParts(letterhead, { "word/header1.xml": (xml) => xml.replace(/页眉文字|首页页眉/, "{{正文}}") }),
    ],
    [
      "margins without a text block",
      "letterhead.page",
      () => withParts(letterhead, { "word/document.xml": (xml) => xml.replace(/w:left="\d+"/, 'w:left="9000"') }),
    ],
  ])("%s: %s", async (_, code, make) => {
    const result = readLetterhead(await make());
    expect(result).toEqual({ ok: false, error: { code, message: LETTERHEAD_MESSAGES[code] } });
  });

  it("is never one whose bytes are only shuffled into an exception", () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const file = letterhead.slice();
      let state = seed;
      for (let change = 0; change < 20; change += 1) {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        file[state % file.length] = state >> 16;
      }
      expect([true, false]).toContain(applyLetterhead(file, plain, sampleImages).ok);
    }
  });
});
