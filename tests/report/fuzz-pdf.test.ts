import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { documentText } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import { type LoadFont, loadFonts } from "#report/fonts.ts";
import { writePdf } from "#report/pdf/write-pdf.ts";
import { arbitraryDocument, arbitraryImages } from "#tests/report/arbitrary-document.ts";
import { diskFonts } from "#tests/report/disk-fonts.ts";
import { FUZZ, FUZZ_TIMEOUT } from "#tests/report/fuzz-runs.ts";
import { readPdf } from "#tests/report/read-pdf.ts";

const read = new Map<string, Promise<Uint8Array>>();
const loadOnce: LoadFont = (name) => {
  const bytes = read.get(name) ?? diskFonts(name);
  read.set(name, bytes);
  return bytes;
};

const folder = mkdtempSync(join(tmpdir(), "ziping-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true }));
const hasQpdf = spawnSync("qpdf", ["--version"]).error === undefined;

/** What a second program, which shares nothing with the first, has to say against the file. */
function complaintOf(bytes: Uint8Array): string {
  if (!hasQpdf) return "";
  const path = join(folder, "report.pdf");
  writeFileSync(path, bytes);
  const { status, stdout, stderr } = spawnSync("qpdf", ["--check", path], { encoding: "utf8" });
  return status === 0 ? "" : stdout + stderr;
}

describe("any document", { timeout: FUZZ_TIMEOUT }, () => {
  it("becomes a PDF that two readers open, with the pages that were laid out", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryDocument, async (document) => {
        const fonts = await loadFonts(loadOnce, documentText(document).map(cleanText));
        const { bytes, pages } = await writePdf(document, fonts, arbitraryImages);
        expect(complaintOf(bytes)).toBe("");
        expect((await readPdf(bytes)).pages).toHaveLength(pages);
      }),
      FUZZ,
    );
  });
});
