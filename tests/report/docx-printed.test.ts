import { beforeAll, describe, expect, it } from "vitest";
import { documentText, outlineOf, type ReportDocument } from "#core/document/model.ts";
import { writeDocx } from "#report/docx/write-docx.ts";
import { loadFonts } from "#report/fonts.ts";
import type { ImageSet } from "#report/images.ts";
import { layoutReport } from "#report/layout/layout-report.ts";
import { applyLetterhead } from "#report/letterhead/apply-letterhead.ts";
import { diskFonts } from "#tests/report/disk-fonts.ts";
import { fullDocument, sampleImages } from "#tests/report/docx-sample.ts";
import { letterheadFile } from "#tests/report/letterhead-files.ts";
import { hasLibreOffice, printDocx } from "#tests/report/libreoffice.ts";
import { sampleReport } from "#tests/report/measure-documents.ts";
import { type ReadPdf, readPdf, squeeze } from "#tests/report/read-pdf.ts";

const NO_IMAGES: ImageSet = new Map();
const documents: [string, ReportDocument, ImageSet][] = [
  ["the sample", sampleReport, NO_IMAGES],
  ["a report with everything", fullDocument("report"), sampleImages],
  ["a letter with everything", fullDocument("letter"), sampleImages],
];

/** The lines of a page; a rare character from another font stands a little higher or lower. */
function linesOf(page: ReadPdf["pages"][number]): { text: string; size: number }[] {
  const lines = new Map<number, { text: string; size: number }>();
  for (const { text, y, size } of [...page].sort((one, other) => one.x - other.x)) {
    if (text.trim() === "") continue;
    const key = [...lines.keys()].find((known) => Math.abs(known - y) < 6) ?? y;
    const line = lines.get(key) ?? { text: "", size: 0 };
    lines.set(key, { text: line.text + text, size: Math.max(line.size, size) });
  }
  return [...lines.values()];
}

describe.skipIf(!hasLibreOffice).each(documents)(
  "a Word file as LibreOffice, where it is installed, prints it: %s",
  (_, document, images) => {
    let printed: ReadPdf;
    let laid: ReturnType<typeof layoutReport>;

    beforeAll(async () => {
      laid = layoutReport(document, await loadFonts(diskFonts, documentText(document)), images);
      printed = await readPdf(printDocx(await writeDocx(document, { images, pageOf: laid.pageOf })));
    }, 300_000);

    it("has as many pages as the PDF", () => {
      expect(printed.pages).toHaveLength(laid.pages.length);
    });

    it("has at most 22 lines of text on a page", () => {
      const counts = printed.pages.map((page) => linesOf(page).filter(({ size }) => size > 15).length);
      expect(Math.max(...counts)).toBeLessThanOrEqual(22);
      expect(Math.max(...counts)).toBeGreaterThan(20);
    });

    it("has the right page in its contents list for at least 95 of 100 headings", () => {
      const texts = printed.pages.map((page) => linesOf(page).map(({ text }) => squeeze(text)));
      const wrong = outlineOf(document).filter(({ id, text }) => {
        const page = laid.pageOf.get(id) ?? 0;
        const start = squeeze(text.startsWith("附件") ? (text.split(" ")[0] ?? text) : text).slice(0, 14);
        return !texts[page - 1]?.some((line) => line.startsWith(start));
      });
      expect(wrong.length).toBeLessThanOrEqual(0.05 * outlineOf(document).length);
    });

    it("shows those numbers in the list", () => {
      const list = printed.pages.slice(1, 8).flatMap((page) => linesOf(page).map(({ text }) => squeeze(text)));
      for (const page of new Set(laid.pageOf.values()))
        expect(list.some((line) => line.includes("·") && line.endsWith(String(page)))).toBe(true);
    });

    it("begins no line with a closing mark", () => {
      const starts = printed.pages
        .flatMap((page) => linesOf(page).filter(({ size }) => size > 15))
        .map(({ text }) => text.trim()[0] ?? "");
      expect(starts.filter((character) => "，。、；：）》”！？".includes(character))).toEqual([]);
    });
  },
);

describe.skipIf(!hasLibreOffice)("an office's own Word file as LibreOffice, where it is installed, prints it", () => {
  it("opens, with the office's head on the first page and its header on every one", async () => {
    const applied = applyLetterhead(await letterheadFile(), fullDocument("report"), sampleImages);
    if (!applied.ok) throw new Error(applied.error.code);
    const { pages } = await readPdf(printDocx(applied.value));
    const texts = pages.map((page) => squeeze(page.map(({ text }) => text).join("")));
    expect(texts[0]).toContain("首页页眉");
    expect(texts[0]).toContain("某某区人民政府文件");
    expect(texts.slice(1).every((text) => text.includes("页眉文字"))).toBe(true);
    expect(texts.at(-1)).toContain("落款以下保留");
  }, 300_000);
});
