import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { wordHtml } from "#cli/word-html.ts";

const text = (xml: string): Uint8Array => new TextEncoder().encode(xml);
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const NAMES = "abcdefghi";

/** Each entity is ten of the one before: a thousand million copies of the first. */
const LAUGHS = `<!DOCTYPE w:document [<!ENTITY a "lol">${[...NAMES.slice(1)]
  .map((name, index) => `<!ENTITY ${name} "${`&${NAMES.charAt(index)};`.repeat(10)}">`)
  .join("")}]>`;
const FILE = '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>';

const wordFile = (prologue: string, inner: string): Uint8Array =>
  zipSync({
    "[Content_Types].xml": text(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    "_rels/.rels": text(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    "word/document.xml": text(
      `<?xml version="1.0"?>${prologue}<w:document ${W}><w:body><w:p><w:r><w:t>${inner}</w:t></w:r></w:p></w:body></w:document>`,
    ),
  });

/** What came out of it, refused or read. */
const read = (bytes: Uint8Array): Promise<string> =>
  wordHtml(new Uint8Array(bytes), "a.docx").catch((error: unknown) => (error instanceof Error ? error.message : ""));

describe("a Word document", () => {
  it("is read where it is an ordinary one", async () => {
    expect(await read(wordFile("", "正文"))).toContain("正文");
  });

  it("does not grow by entities of its own", async () => {
    const html = await read(wordFile(LAUGHS, "&i;"));
    expect(html.length).toBeLessThan(1000);
    expect(html).not.toContain("lollol");
  });

  it("brings in no file of the machine", async () => {
    expect(await read(wordFile(FILE, "前&a;后"))).not.toContain("root:");
  });
});
