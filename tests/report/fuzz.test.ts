import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReportDocument } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import { writeDocx } from "#report/docx/write-docx.ts";
import { writeHtml } from "#report/html/write-html.ts";
import { missingImageNote } from "#report/images.ts";
import { writeText } from "#report/text/write-text.ts";
import { writeWorkbook } from "#report/xlsx/write-workbook.ts";
import { arbitraryDocument, arbitraryImages, arbitrarySheets } from "#tests/report/arbitrary-document.ts";
import { expectedText } from "#tests/report/expected-text.ts";
import { FUZZ, FUZZ_TIMEOUT } from "#tests/report/fuzz-runs.ts";
import { readDocx } from "#tests/report/read-docx.ts";
import { allOf, oneOf, readHtml, textOf } from "#tests/report/read-html.ts";
import { squeeze } from "#tests/report/read-pdf.ts";
import { readXlsx } from "#tests/report/read-xlsx.ts";

/** What a file must say, with the notes that stand for missing pictures. */
function said(document: ReportDocument): string {
  const blocks = document.blocks.map((block) =>
    block.kind === "figure" && !arbitraryImages.has(block.sha256)
      ? { ...block, caption: missingImageNote(block.caption) }
      : block,
  );
  return squeeze(expectedText({ ...document, blocks }).join(""));
}

describe("any document", { timeout: FUZZ_TIMEOUT }, () => {
  it("becomes a Word file that unpacks, is well-formed and says the same", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryDocument, async (document) => {
        const { paragraphs } = readDocx(await writeDocx(document, { images: arbitraryImages }));
        expect(squeeze(paragraphs.join(""))).toBe(said(document));
      }),
      FUZZ,
    );
  });

  it("becomes a page in which no text is taken for markup, and which says everything", () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const page = readHtml(writeHtml(document, arbitraryImages));
        const text = squeeze(textOf(oneOf(page, "article")));
        for (const expected of expectedText(document).map(squeeze)) expect(text).toContain(expected);
        expect(allOf(page, "script")).toEqual([]);
        const ids = allOf(page, "a").map((link) => link.attributes.get("href")?.slice(1));
        const heads = ["h2", "h3", "h4"].flatMap((name) => allOf(page, name).map((head) => head.attributes.get("id")));
        expect([...ids].sort()).toEqual([...heads].sort());
      }),
      FUZZ,
    );
  });

  it("becomes plain text that says everything, each table row on a line of its own", () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const text = writeText(document);
        const flat = squeeze(text);
        for (const expected of expectedText(document).map(squeeze)) expect(flat).toContain(expected);
        const rows = document.blocks.flatMap((block) =>
          block.kind === "table" && block.columns.length > 1 ? block.rows.map(() => block.columns.length - 1) : [],
        );
        const tabs = text.split("\n").flatMap((line) => (line.includes("\t") ? [line.split("\t").length - 1] : []));
        const heads = document.blocks.flatMap((block) =>
          block.kind === "table" && block.columns.length > 1 ? [block.columns.length - 1] : [],
        );
        expect([...tabs].sort()).toEqual([...rows, ...heads].sort());
      }),
      FUZZ,
    );
  });
});

describe("any data", { timeout: FUZZ_TIMEOUT }, () => {
  it("becomes a workbook that is well-formed, without a formula, and says the same", () => {
    fc.assert(
      fc.property(arbitrarySheets, (sheets) => {
        const read = readXlsx(writeWorkbook(sheets));
        expect(read).toHaveLength(Math.max(1, sheets.length));
        for (const [index, { rows }] of sheets.entries()) {
          const cells = rows
            .flat()
            .flatMap((cell) => (cell === null ? [] : typeof cell === "string" ? [cleanText(cell)] : [cell.decimal]));
          const found = read[index]?.rows
            .slice(1)
            .flat()
            .flatMap((cell) => (cell === undefined ? [] : typeof cell === "string" ? [cell] : [cell.number]));
          expect(found?.join("").replaceAll("_x005F_", "_")).toBe(cells.join("").replaceAll("_x005F_", "_"));
        }
      }),
      FUZZ,
    );
  });
});
