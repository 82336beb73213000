import { describe, expect, it } from "vitest";
import { loadFonts } from "#report/fonts.ts";
import { writePdf } from "#report/pdf/write-pdf.ts";
import { diskFonts } from "#tests/report/disk-fonts.ts";
import { tinyJpeg } from "#tests/report/measure-pictures.ts";
import { type PdfObject, pdfObjects } from "#tests/report/pdf-objects.ts";
import { sampleDocument } from "#tests/report/sample-document.ts";

const sample = sampleDocument();
const { bytes } = await writePdf(
  { ...sample, blocks: [{ kind: "contents" }, ...sample.blocks, { kind: "figure", sha256: "a", caption: "x" }] },
  await loadFonts(diskFonts, ["镕"]),
  new Map([["a", { bytes: tinyJpeg(), type: "image/jpeg", width: 8, height: 8 }]]),
);
const { withType, referred, listed, all } = pdfObjects(bytes);
const catalog = withType("Catalog")[0]?.dictionary ?? "";
const tree = referred(catalog, "StructTreeRoot")?.dictionary ?? "";
const [root] = listed(tree, "K");
const tagOf = ({ dictionary }: PdfObject): string => /\/S \/(\w+)/.exec(dictionary)?.[1] ?? "";
const children = (node: PdfObject | undefined): PdfObject[] => (node ? listed(node.dictionary, "K") : []);

describe("the structure of the PDF", () => {
  it("is marked as being there, below one document", () => {
    expect(referred(catalog, "MarkInfo")?.dictionary).toContain("/Marked true");
    expect(root && tagOf(root)).toBe("Document");
  });

  it("names contents, headings by level and tables in reading order", () => {
    const order = children(root).map(tagOf);
    expect(order.filter((tag) => tag !== "P")).toEqual([
      "TOC",
      "H1",
      "H2",
      "H3",
      "H4",
      "H2",
      "H2",
      "Table",
      "H2",
      "Table",
      "Figure",
    ]);
  });

  it("keeps a paragraph that crosses pages in one piece", () => {
    const paragraphs = children(root).filter((node) => tagOf(node) === "P");
    expect(paragraphs.some(({ dictionary }) => dictionary.includes("/Type /MCR"))).toBe(true);
  });

  it("has rows of as many cells as the table has columns, and the head's once though it is set again", () => {
    const tables = children(root).filter((node) => tagOf(node) === "Table");
    const rows = tables.map((table) => children(table).map((row) => children(row).map(tagOf)));
    expect(rows.map((each) => each.length)).toEqual([61, 4]);
    expect(rows[0]?.[0]).toEqual(["TH", "TH", "TH", "TH"]);
    for (const row of rows[0]?.slice(1) ?? []) expect(row).toEqual(["TD", "TD", "TD", "TD"]);
    expect(all.filter(({ dictionary }) => /\/S \/TH\b/.test(dictionary))).toHaveLength(6);
  });

  it("says in words what a picture shows", () => {
    const figure = children(root).find((node) => tagOf(node) === "Figure");
    expect(figure?.dictionary).toContain("/Alt (x)");
  });
});
