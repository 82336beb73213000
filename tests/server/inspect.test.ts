import { readFile } from "node:fs/promises";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ByteSource, bytesSource } from "#core/evidence/byte-source.ts";
import { inspect } from "#core/evidence/inspect.ts";
import { inflate } from "#server/files/inflate.ts";
import {
  compoundFile,
  contentTypes,
  joined,
  officeFile,
  statedZip,
  utf8,
  zipOf,
} from "#tests/fixtures/evidence-files.ts";

const look = (bytes: Uint8Array, name = "a.bin") => inspect(bytesSource(bytes), name, inflate);
const found = async (bytes: Uint8Array, name?: string) => {
  const result = await look(bytes, name);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const refused = async (bytes: Uint8Array, name?: string): Promise<string> => {
  const result = await look(bytes, name);
  return result.ok ? "accepted" : `${result.error.code}: ${result.error.message}`;
};
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

describe("an Office file", () => {
  it("is what its list of parts says, whatever its name and its first bytes say", async () => {
    expect(await found(officeFile("word"), "a.pdf")).toEqual({ mediaType: WORD, flags: [] });
    expect(await found(officeFile("excel"), "a.docx")).toEqual({ mediaType: EXCEL, flags: [] });
    const late = zipOf(
      {
        "a.txt": new Uint8Array(9000).map((_, index) => (index * 7919) >>> 3),
        ...{ "[Content_Types].xml": contentTypes("word"), "word/document.xml": "<main/>" },
      },
      0,
    );
    expect(await found(late)).toMatchObject({ mediaType: WORD });
  });

  it("is refused when it is a presentation, or only pretends", async () => {
    expect(await refused(officeFile("slides"))).toMatch(/^evidence.type-refused/);
    expect(await refused(zipOf({ "word/document.xml": "<main/>" }), "a.docx")).toMatch(/^evidence.type-refused/);
  });

  it("is flagged for macros and for what is embedded in it", async () => {
    expect(await found(officeFile("wordMacros"))).toEqual({ mediaType: WORD, flags: ["macros"] });
    expect((await found(officeFile("word", { "word/vbaProject.bin": "x" }))).flags).toEqual(["macros"]);
    expect((await found(officeFile("excel", { "xl/macrosheets/sheet1.xml": "x" }))).flags).toEqual(["macros"]);
    const embedded = officeFile("word", { "word/embeddings/表.xlsx": officeFile("excel") });
    expect((await found(embedded)).flags).toEqual(["attachments"]);
  });

  it("of the old kind is told by its streams, and flagged for macros and a password", async () => {
    const word = (bits: number): Uint8Array => Uint8Array.of(0xec, 0xa5, 0, 0, 0, 0, 0, 0, 0, 0, 0, bits, 0, 0);
    expect(await found(compoundFile({ WordDocument: word(0) }), "a.doc")).toEqual({
      mediaType: "application/msword",
      flags: [],
    });
    // an old Word file that was renamed to .xls, and to .docx
    for (const name of ["a.xls", "a.docx"])
      expect(await found(compoundFile({ WordDocument: word(0) }), name)).toMatchObject({
        mediaType: "application/msword",
      });
    expect((await found(compoundFile({ WordDocument: word(1), _VBA_PROJECT: word(0) }), "a.doc")).flags).toEqual([
      "encrypted",
      "macros",
    ]);
    const book = Uint8Array.of(0x09, 0x08, 2, 0, 0, 6, 0x2f, 0, 2, 0, 1, 0);
    expect(await found(compoundFile({ Workbook: book }), "a.xls")).toEqual({
      mediaType: "application/vnd.ms-excel",
      flags: ["encrypted"],
    });
    expect(await found(compoundFile({ Other: book }), "a.et")).toMatchObject({ mediaType: "application/vnd.ms-excel" });
  });

  it("under a password is what its name says, and flagged", async () => {
    const sealed = compoundFile({ EncryptionInfo: utf8("x"), EncryptedPackage: utf8("x") });
    expect(await found(sealed, "台账.xlsx")).toEqual({ mediaType: EXCEL, flags: ["encrypted"] });
    expect(await refused(sealed, "台账.xls")).toMatch(/^evidence.type-refused/);
  });

  it("that is no such file after all, or broken, is refused", async () => {
    expect(await refused(compoundFile({ "PowerPoint Document": utf8("x") }), "a.doc")).toMatch(
      /^evidence.type-refused/,
    );
    const cut = compoundFile({ WordDocument: utf8("x") }).subarray(0, 700);
    expect(await refused(cut, "a.doc")).toMatch(/^evidence.content-refused/);
  });
});

describe("a ZIP", () => {
  it("of ordinary files is taken, programs in it are named, a password too", async () => {
    expect(await found(zipOf({ "纪要/1.pdf": "%PDF-", "台账.xlsx": officeFile("excel") }))).toEqual({
      mediaType: "application/zip",
      flags: [],
    });
    expect((await found(zipOf({ "安装.exe": "MZ" }))).flags).toEqual(["programs"]);
    const locked = zipOf({ "a.txt": "secret" });
    const at = locked.findIndex((_, index) => locked[index] === 0x50 && locked[index + 2] === 0x01);
    locked[at + 8] = 1;
    expect((await found(locked)).flags).toEqual(["encrypted"]);
  });

  it("with another archive inside is refused by its name and by its content", async () => {
    expect(await refused(zipOf({ "a/b.rar": "x" }))).toMatch(/content-refused: 压缩包内还有压缩包“b.rar”/);
    for (const level of [0, 6] as const)
      expect(await refused(zipOf({ "照片.jpg": zipOf({ "a.txt": "x".repeat(100) }) }, level))).toMatch(/还有压缩包/);
    expect(await refused(zipOf({ "照片.jpg": joined(utf8("Rar!"), Uint8Array.of(0x1a, 7, 0)) }))).toMatch(/还有压缩包/);
  });

  it("that unpacks to far more than it is, is refused by what it claims and by what it does", async () => {
    const claims = statedZip(new Uint8Array(1000), { uncompressed: 600 * 1024 * 1024 });
    expect(await refused(claims)).toMatch(/解压后过大/);
    const lies = statedZip(new Uint8Array(30 * 1024 * 1024), { uncompressed: 1000 });
    expect(await refused(lies)).toMatch(/解压后过大/);
  });

  it("whose files share their bytes is refused", async () => {
    const two = zipOf({ "a.txt": "x".repeat(50), "b.txt": "y".repeat(50) }, 0);
    const view = new DataView(two.buffer);
    const central = [...two.keys()].filter((at) => at + 4 <= two.length && view.getUint32(at, true) === 0x02014b50);
    view.setUint32((central[1] ?? 0) + 42, view.getUint32((central[0] ?? 0) + 42, true), true);
    expect(await refused(two)).toMatch(/不完整或已损坏/);
  });

  it("that is cut anywhere is refused, never misread", async () => {
    const whole = officeFile("excel", { "xl/worksheets/sheet1.xml": "<row/>".repeat(50) });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 4, max: whole.length - 1 }), async (length) => {
        expect(await refused(whole.subarray(0, length), "a.xlsx")).toMatch(/^evidence\./);
      }),
      { numRuns: 60 },
    );
  });

  it("is read in pieces: a large one is never held", async () => {
    const large = zipOf({ "影像.bin": new Uint8Array(3 * 1024 * 1024).map((_, index) => (index * 40_503) >>> 7) });
    let most = 0;
    const source: ByteSource = {
      size: large.length,
      read: async (start, length) => {
        most = Math.max(most, length);
        return large.subarray(start, start + length);
      },
    };
    expect((await inspect(source, "a.zip", inflate)).ok).toBe(true);
    expect(most).toBeLessThanOrEqual(256 * 1024);
  });
});

describe("a PDF", () => {
  const sample = async () =>
    new Uint8Array(await readFile(new URL("../../templates/samples/yubei-2022/evidence/1-1.pdf", import.meta.url)));
  const pdf = (...objects: string[]): Uint8Array =>
    utf8(
      `%PDF-1.7\n${objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join("")}trailer\n<< /Root 1 0 R >>`,
    );
  const pages = "<< /Type /Pages /Kids [2 0 R] /Count 12 >>";

  it("tells its pages", async () => {
    expect(await found(await sample())).toEqual({ mediaType: "application/pdf", flags: [], pages: 1 });
    expect(await found(pdf(pages, "<< /Type /Pages /Parent 1 0 R /Count 7 >>"))).toMatchObject({ pages: 12 });
    // a later version of the same tree
    expect(await found(pdf(pages, "<< /Type/Pages/Count 13/Kids[] >>"))).toMatchObject({ pages: 13 });
    expect(await found(utf8("%PDF-1.4 nothing"))).toEqual({ mediaType: "application/pdf", flags: [] });
  });

  it("is flagged for what it can do, however the words are written", async () => {
    const flags = async (object: string) => (await found(pdf(pages, object))).flags;
    expect(await flags("<< /S /JavaScript /JS (app.alert(1)) >>")).toEqual(["scripts"]);
    expect(await flags("<< /S /J#61vaScript >>")).toEqual(["scripts"]);
    expect(await flags("<< /S /Launch /F (cmd.exe) >>")).toEqual(["launches"]);
    expect(await flags("<< /Names << /EmbeddedFiles 9 0 R >> >>")).toEqual(["attachments"]);
    expect((await found(utf8("%PDF-1.7\ntrailer << /Encrypt 5 0 R >>"))).flags).toEqual(["encrypted"]);
  });

  it("is not flagged for what its text or pictures happen to hold", async () => {
    const data = "/JS /JavaScript /Launch /Encrypt endobj << /Type /Pages /Count 99 >>";
    for (const length of [String(data.length), "9 0 R", "5"])
      expect(await found(pdf(pages, `<< /Length ${length} >>\nstream\n${data}\nendstream`))).toEqual({
        mediaType: "application/pdf",
        flags: [],
        pages: 12,
      });
  });

  it("is read where its objects lie packed in a stream", async () => {
    const inner = ["<< /Type /Pages /Count 31 /Kids [] >>", "<< /S /Launch >>"];
    const places = `1 0 2 ${inner[0]?.length} `;
    const packed = deflateSync(utf8(places + inner.join("")));
    const dictionary = `<< /Type /ObjStm /N 2 /First ${places.length} /Filter /FlateDecode /Length ${packed.length} >>`;
    const bytes = joined(utf8(`%PDF-1.7\n1 0 obj\n${dictionary}\nstream\n`), packed, utf8("\nendstream\nendobj\n"));
    expect(await found(bytes)).toEqual({ mediaType: "application/pdf", flags: ["launches"], pages: 31 });
    const broken = bytes.slice();
    broken.fill(0xff, bytes.length - 60, bytes.length - 30);
    expect((await look(broken)).ok).toBe(true);
  });

  it("never throws and ends, whatever follows its first bytes", async () => {
    const words = fc.constantFrom(
      "obj",
      "endobj\n",
      "stream\n",
      "endstream",
      "<<",
      ">>",
      "/Length 9 ",
      "/ObjStm",
      "\r\n",
      "/Count 3",
      "#4",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(words, fc.string()), { maxLength: 40 }), async (parts) => {
        expect((await look(utf8(`%PDF-1.4\n${parts.join("")}`))).ok).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe("an image or a text", () => {
  const header = (...all: number[]): Uint8Array => Uint8Array.from(all);
  it("tells its size in pixels", async () => {
    const png = new Uint8Array(40);
    png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    new DataView(png.buffer).setUint32(16, 640);
    new DataView(png.buffer).setUint32(20, 480);
    expect(await found(png, "a.png")).toEqual({ mediaType: "image/png", flags: [], width: 640, height: 480 });
    new DataView(png.buffer).setUint32(16, 100_000);
    new DataView(png.buffer).setUint32(20, 100_000);
    expect(await refused(png)).toMatch(/100000×100000像素/);
    const jpeg = header(0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 11, 8, 1, 0xdd, 2, 0xd0, 3, 1, 1, 1);
    expect(await found(jpeg)).toMatchObject({ width: 720, height: 477 });
    expect(await found(header(0xff, 0xd8, 0xff))).toEqual({ mediaType: "image/jpeg", flags: [] });
    const gif = joined(utf8("GIF89a"), header(0x10, 0, 0x20, 0, 0, 0));
    expect(await found(gif)).toMatchObject({ width: 16, height: 32 });
    const lossless = joined(
      utf8("RIFF____WEBPVP8L"),
      header(0, 0, 0, 0, 0x2f, 0x0f, 0xc0, 0x03, 0, 0, 0, 0, 0, 0, 0, 0),
    );
    expect(await found(lossless)).toMatchObject({ mediaType: "image/webp", width: 16, height: 16 });
  });

  it("is text in UTF-8 or GB18030 under a text's name, all the way", async () => {
    const gb18030 = header(0xbd, 0xcc, 0xd3, 0xfd, 0x0d, 0x0a);
    expect(await found(utf8("教育经费\n"), "a.txt")).toEqual({ mediaType: "text/plain", flags: [] });
    expect(await found(gb18030, "a.csv")).toEqual({ mediaType: "text/csv", flags: [] });
    expect(await refused(utf8("教育经费\n"), "a.js")).toMatch(/^evidence.type-refused/);
    expect(await refused(header(0x61, 0, 0x62), "a.txt")).toMatch(/^evidence.type-refused/);
    const tail = joined(utf8("x".repeat(5000)), header(0, 1, 2));
    expect(await refused(tail, "a.txt")).toMatch(/^evidence.content-refused/);
  });
});
