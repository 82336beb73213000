import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadFonts } from "#report/fonts.ts";
import type { ImageSet } from "#report/images.ts";
import { writePdf } from "#report/pdf/write-pdf.ts";
import { diskFonts } from "#tests/report/disk-fonts.ts";
import { tinyJpeg, tinyPng } from "#tests/report/measure-pictures.ts";
import { pdfObjects } from "#tests/report/pdf-objects.ts";
import { sampleDocument } from "#tests/report/sample-document.ts";

const images: ImageSet = new Map([
  ["png", { bytes: tinyPng(), type: "image/png", width: 1, height: 1 }],
  ["jpeg", { bytes: tinyJpeg(), type: "image/jpeg", width: 8, height: 8 }],
]);
const sample = sampleDocument({ title: "A & B <报告>", author: '"渝北区"' });
const document = {
  ...sample,
  blocks: [
    { kind: "contents" as const },
    ...sample.blocks,
    { kind: "figure" as const, sha256: "png", caption: "图1" },
    { kind: "figure" as const, sha256: "jpeg", caption: "图2" },
  ],
};
const { bytes } = await writePdf(document, await loadFonts(diskFonts, ["镕"]), images);
const { text: file, all: objects, withType, referred } = pdfObjects(bytes);
const catalog = withType("Catalog")[0]?.dictionary ?? "";

describe("what PDF/A-2 asks for at level B", () => {
  it("names the level in XMP metadata that is not compressed and is well-formed", () => {
    const metadata = referred(catalog, "Metadata");
    expect(metadata?.dictionary).not.toContain("/Filter");
    const xmp = Buffer.from(metadata?.stream ?? "", "latin1").toString("utf8");
    expect(xmp).toContain("<pdfaid:part>2</pdfaid:part>");
    expect(xmp).toContain("<pdfaid:conformance>B</pdfaid:conformance>");
    expect(xmp).toContain("A &amp; B &lt;报告&gt;");
    expect(xmp).toContain("<rdf:li>zh-CN</rdf:li>");
    expect(xmp).toMatch(/<xmp:ModifyDate>2022-11-08T00:00:00Z</);
  });

  it("has an output intent with an sRGB profile", () => {
    const intent = referred(catalog, "OutputIntents");
    expect(intent?.dictionary).toContain("/S /GTS_PDFA1");
    const profile = referred(intent?.dictionary ?? "", "DestOutputProfile");
    expect(profile?.dictionary).toContain("/N 3");
    const icc = inflateSync(Buffer.from(profile?.stream ?? "", "latin1")).toString("latin1");
    expect([icc.slice(12, 16), icc.slice(16, 20), icc.slice(36, 40)]).toEqual(["mntr", "RGB ", "acsp"]);
  });

  it("embeds every font, with a map back to text", () => {
    const fonts = withType("Font").filter(({ dictionary }) => dictionary.includes("/Subtype /Type0"));
    expect(fonts.length).toBeGreaterThan(4);
    for (const { dictionary } of fonts) {
      expect(referred(dictionary, "ToUnicode")?.stream).toBeDefined();
      const descendant = referred(dictionary, "DescendantFonts")?.dictionary ?? "";
      const descriptor = referred(descendant, "FontDescriptor")?.dictionary ?? "";
      expect(referred(descriptor, "FontFile3")?.dictionary).toContain("/Subtype /CIDFontType0C");
      expect(descriptor).toMatch(/\/FontName \/[A-Z]{6}\+Ziping-/);
    }
    expect(withType("Font")).toHaveLength(2 * fonts.length);
  });

  it("begins and ends as it must, with an identifier and without encryption", () => {
    expect(file).toMatch(/^%PDF-1\.7\n%[\x80-\xff]{4}\n/);
    const trailer = file.slice(file.lastIndexOf("trailer"));
    expect(trailer).toMatch(/\/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]/);
    expect(trailer).not.toContain("/Encrypt");
    expect(file.endsWith("%%EOF\n")).toBe(true);
  });

  it("holds no scripts, no other actions, no attachments, no transparency but a picture's own mask", () => {
    const dictionaries = objects.map(({ dictionary }) => dictionary).join("\n");
    for (const key of [
      "JavaScript",
      "JS",
      "Launch",
      "AA",
      "OpenAction",
      "EmbeddedFiles",
      "ExtGState",
      "Group",
      "LZWDecode",
    ])
      expect(dictionaries).not.toMatch(new RegExp(`/${key}\\b`));
    expect(dictionaries.match(/\/SMask/g) ?? []).toHaveLength(1);
    for (const { dictionary } of withType("Annot")) expect(dictionary).toMatch(/\/F 4\b/);
  });

  it.skipIf(spawnSync("qpdf", ["--version"]).error !== undefined)("passes another program's check", () => {
    const folder = mkdtempSync(join(tmpdir(), "ziping-archive-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "report.pdf"), bytes);
    const { status, stdout, stderr } = spawnSync("qpdf", ["--check", join(folder, "report.pdf")], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("No syntax or stream encoding errors");
  });
});
