import { describe, expect, it } from "vitest";
import { documentText, outlineOf, type ReportDocument } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import { loadFonts } from "#report/fonts.ts";
import { mayHang } from "#report/layout/kinsoku.ts";
import { layoutReport } from "#report/layout/layout-report.ts";
import { CHARACTER_PITCH, LINE_PITCH, mm, PAGE_HEIGHT, SIZE, TEXT_LEFT, TEXT_TOP, TEXT_WIDTH } from "#report/page.ts";
import { writePdf } from "#report/pdf/write-pdf.ts";
import { diskFonts } from "#tests/report/disk-fonts.ts";
import { hostileReport, longReport, sampleReport, shortestReport } from "#tests/report/measure-documents.ts";
import { type ReadPdf, readPdf, squeeze } from "#tests/report/read-pdf.ts";
import { readPlaces } from "#tests/report/read-pdf-places.ts";

/** Two tenths of a millimetre. */
const NEAR = mm(0.2);
/** From the top of a line of the grid to the baseline of 三号 type. */
const BASELINE = (LINE_PITCH - SIZE.body) / 2 + 0.88 * SIZE.body;
const CHINESE = /^[\u3000-\u303f\u3400-\u9fff\uff00-\uffef〔〕“”‘’—…]+$/u;

/** How a contents line ends. */
const LEADER = /…{2}\s*(\d+)$/u;

interface BodyLine {
  text: string;
  left: number;
  right: number;
  /** from the upper edge of the text block to the baseline */
  y: number;
  pieces: number;
}

/** Lines in 三号 as they stand on a page. */
function bodyLines(page: ReadPdf["pages"][number]): BodyLine[] {
  const lines = new Map<number, BodyLine>();
  for (const piece of page) {
    if (Math.abs(piece.size - SIZE.body) > 0.1) continue;
    const key = Math.round(piece.y * 4);
    const line = lines.get(key);
    const right = piece.x + piece.width;
    if (line) {
      line.text += piece.text;
      line.right = Math.max(line.right, right);
      line.pieces += 1;
    } else lines.set(key, { text: piece.text, left: piece.x, right, y: PAGE_HEIGHT - piece.y - TEXT_TOP, pieces: 1 });
  }
  return [...lines.values()];
}

const fonts = await loadFonts(diskFonts, ["镕"]);

async function read(document: ReportDocument): Promise<{ bytes: Uint8Array; file: ReadPdf }> {
  const { bytes } = await writePdf(document, fonts);
  return { bytes, file: await readPdf(bytes) };
}

describe.each([
  ["the sample", sampleReport],
  ["a report ten times as long", longReport],
])("%s as PDF", async (_, document) => {
  const { bytes, file } = await read(document);
  const texts = documentText(document).map((text) => squeeze(cleanText(text)));
  const pages = file.pages.map(bodyLines);
  const isContents = (lines: readonly BodyLine[]): boolean => lines.some(({ text }) => LEADER.test(text));
  const body = pages.filter((lines) => !isContents(lines));
  const full = body.flat().filter((line) => CHINESE.test(line.text) && line.right > TEXT_LEFT + TEXT_WIDTH - 1);

  it("has at most 22 lines on a page", () => {
    for (const lines of body) expect(lines.length).toBeLessThanOrEqual(22);
    expect(Math.max(...body.map((lines) => lines.length))).toBe(22);
  });

  it("sets 97 of 100 full lines of Chinese exactly on the grid of 28 characters", () => {
    const exact = full.filter(({ text, left, right, pieces }) => {
      const pitch = (right - left - SIZE.body) / ([...text].length - 1);
      return pieces === 1 && Math.abs(pitch - CHARACTER_PITCH) < 0.002;
    });
    expect(full.length).toBeGreaterThan(150);
    expect(exact.length / full.length).toBeGreaterThanOrEqual(0.97);
  });

  it("begins no line with closing punctuation and ends none with opening punctuation", () => {
    const lines = body.flat().map((line) => line.text);
    expect(lines.filter((line) => /^[，。、；：）》”！？]/u.test(line))).toEqual([]);
    expect(lines.filter((line) => /[（《“]$/u.test(line.trimEnd()))).toEqual([]);
  });

  it("keeps its margins within a fifth of a millimetre", () => {
    for (const lines of body.filter((page) => page.length === 22)) {
      expect(Math.abs((lines[0]?.y ?? 0) - BASELINE)).toBeLessThan(NEAR);
      expect(Math.abs((lines[21]?.y ?? 0) - 21 * LINE_PITCH - BASELINE)).toBeLessThan(NEAR);
      expect(Math.abs(Math.min(...lines.map((line) => line.left)) - TEXT_LEFT)).toBeLessThan(NEAR);
    }
    for (const { text, right } of full) {
      const hangs = mayHang([...text].at(-1) ?? "") && right > TEXT_LEFT + TEXT_WIDTH + 1;
      const edge = right - (hangs ? CHARACTER_PITCH : 0);
      expect(Math.abs(edge - TEXT_LEFT - TEXT_WIDTH)).toBeLessThan(NEAR);
    }
  });

  it("names the right page for every heading in its contents, and leads to its line", async () => {
    const { links, bookmarks } = await readPlaces(bytes);
    const outline = outlineOf(document);
    const { pageOf } = layoutReport(document, fonts);
    expect(outline.length).toBeGreaterThan(50);
    expect(bookmarks.map((mark) => mark.title)).toEqual(outline.map((entry) => entry.text));
    const leaders = pages.flat().map((line) => LEADER.exec(line.text)?.[1]);
    const numbers = leaders.filter((number) => number !== undefined).map(Number);
    expect(numbers).toEqual(outline.map((entry) => pageOf.get(entry.id)));
    for (const [index, mark] of bookmarks.entries()) {
      const entry = outline[index];
      expect(mark.page).toBe(numbers[index]);
      const landed = (file.pages[mark.page - 1] ?? []).filter(
        (piece) => PAGE_HEIGHT - piece.y > mark.top && PAGE_HEIGHT - piece.y < mark.top + LINE_PITCH,
      );
      const start = squeeze(landed.map((piece) => piece.text).join("")).slice(0, 3);
      expect(start).toBe(squeeze(entry?.text ?? "").slice(0, 3));
    }
    expect(new Set(links.map(({ to }) => `${to.page}/${to.top}`))).toEqual(
      new Set(bookmarks.map(({ page, top }) => `${page}/${top}`)),
    );
  });

  it("holds every text of the document", () => {
    const shown = squeeze(file.pages.flatMap((page) => page.slice(0, -1).map((piece) => piece.text)).join(""));
    const seen = shown.replaceAll("3f9a1c0e", "");
    const cut = texts.filter((text) => text !== "" && !seen.includes(text));
    // a paragraph that crosses a page is interrupted by the page's number and stamp
    expect(cut.length).toBeLessThanOrEqual(file.pages.length);
  });
});

describe("the shortest report", () => {
  it("is one page with its title in the middle", async () => {
    const { file } = await read(shortestReport);
    expect(file.pages).toHaveLength(1);
    const [title] = file.pages[0] ?? [];
    expect(title?.text).toBe("报告");
    expect((title?.x ?? 0) + (title?.width ?? 0) / 2).toBeCloseTo(TEXT_LEFT + TEXT_WIDTH / 2, 1);
  });
});

describe("a hostile report", async () => {
  const { bytes, pages, missing } = await writePdf(hostileReport, fonts);
  const laid = layoutReport(hostileReport, fonts);

  it("is a file that can be read to its last page", async () => {
    const places = await readPlaces(bytes);
    expect(places.bookmarks).toHaveLength(3);
    expect(pages).toBe(laid.pages.length);
  });

  it("names what no font has", () => {
    expect(missing).toContain("😀");
    expect(missing).not.toContain("\u202e");
  });

  it("sets nothing beyond the sheet and at most 22 lines of text on a page", () => {
    for (const { orientation, marks } of laid.pages) {
      const [width, height] = orientation === "portrait" ? [595.3, 841.9] : [841.9, 595.3];
      const lines = new Set<number>();
      for (const mark of marks) {
        expect(mark.x).toBeGreaterThanOrEqual(0);
        expect(mark.x).toBeLessThan(width);
        expect(mark.y).toBeGreaterThanOrEqual(0);
        expect(mark.y).toBeLessThan(height);
        if (mark.kind === "text" && mark.size === SIZE.body) lines.add(Math.round(mark.y));
      }
      expect(lines.size).toBeLessThanOrEqual(22);
    }
  });
});
