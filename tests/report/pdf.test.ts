import { describe, expect, it } from "vitest";
import { documentText } from "#core/document/model.ts";
import { loadFonts } from "#report/fonts.ts";
import { mm, PAGE_WIDTH, TEXT_LEFT, TEXT_WIDTH } from "#report/page.ts";
import { writePdf } from "#report/pdf/write-pdf.ts";
import { diskFonts } from "#tests/report/disk-fonts.ts";
import { expectedText } from "#tests/report/expected-text.ts";
import { flowingText, readPdf, squeeze } from "#tests/report/read-pdf.ts";
import { sampleDocument } from "#tests/report/sample-document.ts";

const document = sampleDocument();
const fonts = await loadFonts(diskFonts, documentText(document));
const written = await writePdf(document, fonts);
const file = await readPdf(written.bytes);
const heads = document.blocks.flatMap((block) =>
  block.kind === "table" ? [block.columns.map((column) => column.header).join("")] : [],
);
/** Lines of the body: pieces of a page that stand at the same height. */
const lines = file.pages.map((page) => {
  const rows = new Map<number, typeof page>();
  for (const piece of page) rows.set(Math.round(piece.y), [...(rows.get(Math.round(piece.y)) ?? []), piece]);
  return [...rows.values()];
});

describe("PDF", () => {
  it("says exactly what the document says, in its order", () => {
    expect(flowingText(file, heads)).toBe(squeeze(expectedText(document).join("")));
  });

  it("is the same file for the same document", async () => {
    expect(Buffer.compare((await writePdf(sampleDocument(), fonts)).bytes, written.bytes)).toBe(0);
  });

  it("carries title, author, language and the document's own date", () => {
    expect(file).toMatchObject({ title: document.title, author: document.author, language: "zh-CN" });
    expect(file.created).toMatch(/^D:20221108/);
  });

  it("counts its pages before it is drawn", () => {
    expect(written.pages).toBe(file.pages.length);
  });

  it("has bookmarks for headings and annexes, nested as they are", () => {
    const tree = file.bookmarks.map(({ title, items }) => [title, items.map((item) => item.title)]);
    expect(tree).toEqual([
      ["一、自查情况", ["（一）坚持党对教育工作的全面领导"]],
      ["二、存在的主要问题", []],
      ["附件1 自评数据表", []],
      ["附件2 引用文件和其他填报内容", []],
    ]);
  });

  it("numbers pages at the outer edge: right on odd pages, left on even ones", () => {
    for (const [index, page] of file.pages.entries()) {
      const number = page.at(-1);
      expect(squeeze(number?.text ?? "")).toBe(`—${index + 1}—`);
      const { x = 0, width = 0 } = number ?? {};
      if (index % 2 === 0) expect(x + width).toBeCloseTo(TEXT_LEFT + TEXT_WIDTH - 14, 0);
      else expect(x).toBeCloseTo(TEXT_LEFT + 14, 0);
    }
  });

  it("sets at most 22 lines on a page and none beyond the text block but for hanging marks", () => {
    for (const page of lines) {
      const body = page.filter((line) => Math.abs((line[0]?.size ?? 0) - 16) < 0.1);
      expect(body.length).toBeLessThanOrEqual(22);
      for (const line of body) {
        const right = Math.max(...line.map((piece) => piece.x + piece.width));
        expect(right).toBeLessThanOrEqual(PAGE_WIDTH - mm(26) + 16.5);
      }
    }
  });

  it("ends no page with a heading", () => {
    const headings = new Set(document.blocks.flatMap((block) => (block.kind === "heading" ? [block.text] : [])));
    for (const page of file.pages) expect(headings.has(page.at(-2)?.text ?? "")).toBe(false);
  });

  it("sets a table's head again on each page of the table", () => {
    const [head = ""] = heads;
    expect(
      file.pages.filter((page) => squeeze(page.map((piece) => piece.text).join("")).startsWith(head)).length,
    ).toBeGreaterThan(2);
  });

  it("prints rare characters from the fallback font, and 〓 with a report where no font has one", async () => {
    const rare = sampleDocument({ blocks: [{ kind: "paragraph", runs: [{ text: "镕喆㎡" }, { text: "𬭊😀" }] }] });
    const set = await loadFonts(diskFonts, documentText(rare));
    const { bytes, missing } = await writePdf(rare, set);
    expect(flowingText(await readPdf(bytes))).toBe("镕喆㎡〓〓");
    expect(missing).toEqual(["𬭊", "😀"]);
  });

  it("does not load the fallback font for a text that needs none", async () => {
    const loaded: string[] = [];
    const load = (name: string) => {
      loaded.push(name);
      return diskFonts(name);
    };
    await loadFonts(load, ["教育经费，2022年"]);
    expect(loaded).not.toContain("fallback.otf");
  });

  it("is one empty page for a document without blocks", async () => {
    const { bytes, pages } = await writePdf(sampleDocument({ blocks: [], date: undefined }), fonts);
    expect(pages).toBe(1);
    expect(flowingText(await readPdf(bytes))).toBe("");
  });
});
