import { describe, expect, it } from "vitest";
import { writeDocx } from "#report/docx/write-docx.ts";
import { docxFaults } from "#tests/report/check-docx.ts";
import { fullDocument, sampleImages } from "#tests/report/docx-sample.ts";
import { withParts } from "#tests/report/letterhead-files.ts";

const bytes = await writeDocx(fullDocument("report"), { images: sampleImages });
const DOCUMENT = "word/document.xml";
const LINKS = "word/_rels/document.xml.rels";

/** A check that finds nothing could be one that looks at nothing. */
describe("the check of Word files", () => {
  it.each<[string, string, Parameters<typeof withParts>[1]]>([
    [
      "properties in a wrong order",
      `${DOCUMENT}: w:pStyle in w:pPr comes too late`,
      { [DOCUMENT]: (xml) => xml.replace(/(<w:pStyle [^>]*>)(<w:pageBreakBefore\/>)/, "$2$1") },
    ],
    [
      "an element that the schema does not know",
      `${DOCUMENT}: w:hue in w:rPr is unknown`,
      { [DOCUMENT]: (xml) => xml.replace("<w:rPr>", '<w:rPr><w:hue w:val="1"/>') },
    ],
    ["an id twice", "bookmark id twice", { [DOCUMENT]: (xml) => xml.replaceAll(/(w:bookmark\w+ w:id=")\d+/g, "$17") }],
    [
      "a link to nowhere",
      "no bookmark _Toc0",
      { [DOCUMENT]: (xml) => xml.replace('w:anchor="_Toc1"', 'w:anchor="_Toc0"') },
    ],
    ["a relationship without its part", `${LINKS}: fontTable.xml is not there`, { "word/fontTable.xml": undefined }],
    [
      "a reference without its relationship",
      `${DOCUMENT}: no relationship image1`,
      { [LINKS]: (xml) => xml.replace('Id="image1"', 'Id="image9"') },
    ],
    ["a part without a type", "word/extra.xml has no type", { "word/extra.xml": "<a/>" }],
    [
      "a style that is not there",
      "no style Nobody",
      { [DOCUMENT]: (xml) => xml.replace('w:val="Title"', 'w:val="Nobody"') },
    ],
    [
      "a cell that ends without a paragraph",
      `${DOCUMENT}: cell without last paragraph`,
      { [DOCUMENT]: (xml) => xml.replace("</w:p></w:tc>", "</w:p><w:tbl/></w:tc>") },
    ],
  ])("finds %s", (_, fault, changes) => {
    expect(docxFaults(withParts(bytes, changes))).toContain(fault);
  });
});
