import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { MEDIA_TYPES } from "#core/evidence/evidence.ts";
import { SNIFF_BYTES, sniff } from "#core/evidence/sniff.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytes = (...all: number[]): Uint8Array => Uint8Array.from(all);
const joined = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const zip = (files: Record<string, string>, level: 0 | 6 = 6): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, utf8(text)])), { level });
const head = (all: Uint8Array): Uint8Array => all.subarray(0, SNIFF_BYTES);

const COMPOUND = bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
const PNG = bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const WEBP = joined(utf8("RIFF"), bytes(1, 2, 3, 4), utf8("WEBPVP8 "));
const long = Array.from({ length: 4000 }, (_, index) => String((index * 7919) % 10_007)).join(" ");

describe("sniff", () => {
  it.each<[string, Uint8Array, string, string | undefined]>([
    ["a PDF", utf8("%PDF-1.7\n"), "a.pdf", "application/pdf"],
    ["a PDF named as a picture", utf8("%PDF-1.7\n"), "a.png", "application/pdf"],
    ["a JPEG", bytes(0xff, 0xd8, 0xff, 0xe0), "a.jpg", "image/jpeg"],
    ["a PNG", PNG, "a.png", "image/png"],
    ["an old GIF", utf8("GIF87a"), "a.gif", "image/gif"],
    ["a GIF", utf8("GIF89a"), "a.gif", "image/gif"],
    ["a WebP", WEBP, "a.webp", "image/webp"],
    ["an empty ZIP", bytes(0x50, 0x4b, 0x05, 0x06), "a.zip", "application/zip"],
    ["an old Word file", COMPOUND, "报告.DOC", "application/msword"],
    ["a WPS text", COMPOUND, "报告.wps", "application/msword"],
    ["an old Excel file", COMPOUND, "台账.xls", "application/vnd.ms-excel"],
    ["a WPS table", COMPOUND, "台账.et", "application/vnd.ms-excel"],
    ["an old presentation", COMPOUND, "a.ppt", undefined],
    ["an installer", COMPOUND, "a.msi", undefined],
    ["a compound file without a name", COMPOUND, "", undefined],
    ["a program", utf8("MZ\u0090"), "报告.pdf", undefined],
    ["a shell script", utf8("#!/bin/sh\n"), "报告.docx", undefined],
    ["a web page", utf8("<!doctype html><script>"), "a.pdf", undefined],
    ["a vector picture with a script", utf8("<svg onload=alert(1)>"), "a.png", undefined],
    ["a script that begins like a GIF", utf8("GIF8=1;alert(1)"), "a.gif", undefined],
    ["a PDF behind other bytes", utf8("\n%PDF-1.7"), "a.pdf", undefined],
    ["a sound in a RIFF", joined(utf8("RIFF"), bytes(1, 2, 3, 4), utf8("WAVEfmt ")), "a.webp", undefined],
    ["nothing", bytes(), "a.pdf", undefined],
  ])("reads %s by its content", (_, content, name, expected) => {
    expect(sniff(content, name)).toBe(expected);
  });

  it("knows Word and Excel files whatever the order of their parts", () => {
    const types = { "[Content_Types].xml": "<Types/>" };
    const rels = { "_rels/.rels": "<Relationships/>" };
    expect(sniff(zip({ ...types, ...rels, "word/document.xml": long }), "a.docx")).toBe(DOCX);
    expect(sniff(zip({ ...types, ...rels, "xl/workbook.xml": long }), "a.xlsx")).toBe(XLSX);
    const last = head(zip({ "word/document.xml": long, ...rels, ...types }));
    expect(last).toHaveLength(SNIFF_BYTES);
    expect(sniff(last, "a.docx")).toBe(DOCX);
    expect(
      sniff(head(zip({ "word/_rels/document.xml.rels": "<R/>", "word/document.xml": long, ...types })), "a.docx"),
    ).toBe(DOCX);
    expect(
      sniff(head(zip({ "xl/_rels/workbook.xml.rels": "<R/>", "xl/worksheets/sheet1.xml": long, ...types })), "a.xlsx"),
    ).toBe(XLSX);
  });

  it("takes the outer file of a file inside a file", () => {
    const inner = { "[Content_Types].xml": "x", "xl/workbook.xml": "x" };
    const nested = String.fromCharCode(...zip(inner, 0));
    expect(
      sniff(zip({ "[Content_Types].xml": "x", "word/document.xml": "x", "word/embeddings/a.xlsx": nested }, 0), "a"),
    ).toBe(DOCX);
    expect(sniff(zip({ "note.txt": "%PDF-1.7 word/document.xml [Content_Types].xml" }, 0), "a")).toBe(
      "application/zip",
    );
    expect(sniff(joined(utf8("%PDF-1.7\n"), zip(inner)), "a.zip")).toBe("application/pdf");
    expect(sniff(zip({ "照片/1.jpg": "x", "word/notes.txt": "x" }), "a.docx")).toBe("application/zip");
  });

  it("refuses every signature that is cut short", () => {
    for (const whole of [
      utf8("%PDF-"),
      bytes(0xff, 0xd8, 0xff),
      PNG,
      utf8("GIF89a"),
      WEBP.subarray(0, 12),
      COMPOUND,
      bytes(0x50, 0x4b, 3, 4),
    ])
      for (let length = 0; length < whole.length; length += 1)
        expect(sniff(whole.subarray(0, length), "a.doc")).toBeUndefined();
  });

  it("never throws, and names only types that are accepted", () => {
    const signature = fc.constantFrom(bytes(), bytes(0x50, 0x4b, 3, 4), COMPOUND, utf8("%PDF-"), utf8("RIFF"));
    holds(
      [signature, fc.uint8Array({ maxLength: 200 }), fc.string()],
      (start, rest, name) => {
        const kind = sniff(joined(start, rest), name);
        if (kind !== undefined) expect(Object.keys(MEDIA_TYPES)).toContain(kind);
      },
      1000,
    );
    const broken = zip({ "word/document.xml": "x" });
    broken[26] = 0xff;
    broken[27] = 0xff;
    expect(sniff(broken, "a.docx")).toBe("application/zip");
  });
});
