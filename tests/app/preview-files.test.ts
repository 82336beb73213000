import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { decodeText } from "#app/features/evidence/preview/decode-text.ts";
import { previewKind } from "#app/features/evidence/preview/preview-kind.ts";
import { readDocument } from "#app/features/evidence/preview/read-document.ts";
import { MEDIA_TYPES } from "#core/evidence/evidence.ts";
import { listPackage } from "#report/workbook/open-package.ts";

/** 渝北区 in GB18030. */
const GB = [0xd3, 0xe5, 0xb1, 0xb1, 0xc7, 0xf8];

describe("text", () => {
  it.each([
    ["UTF-8", new TextEncoder().encode("渝北区"), "渝北区"],
    ["UTF-8", new TextEncoder().encode("\ufeff渝北区"), "渝北区"],
    ["GB18030", Uint8Array.from(GB), "渝北区"],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 0x1d, 0x6e), "渝"],
  ] as const)("in %s is read", (encoding, bytes, text) => {
    expect(decodeText(bytes)).toEqual({ ok: true, value: { text, encoding } });
  });

  it("that is no text is refused, whatever it decodes to", () => {
    expect(decodeText(Uint8Array.of(0, 1, 2, 3)).ok).toBe(false);
    expect(decodeText(Uint8Array.of(0xff, 0xff, 0xff)).ok).toBe(false);
  });

  it("that was cut in the middle of a character is still text", () => {
    const cut = new TextEncoder().encode("渝北区").subarray(0, 7);
    expect(decodeText(cut, true)).toEqual({ ok: true, value: { text: "渝北", encoding: "UTF-8" } });
  });
});

describe("a ZIP", () => {
  it("is listed with the names that Windows wrote in GBK", () => {
    const zip = zipSync({ "aaaaaa.txt": strToU8("x"), "b/": new Uint8Array() });
    const at = [...zip.keys()].filter((index) => zip.subarray(index, index + 6).every((byte) => byte === 0x61));
    for (const index of at) zip.set(GB, index);
    expect(listPackage(zip)).toEqual({ ok: true, value: [{ name: "渝北区.txt", size: 1 }] });
  });

  it("that is none is refused", () => {
    expect(listPackage(strToU8("PK is not enough"))).toEqual({ ok: false, error: "damaged" });
  });
});

describe("a Word file", () => {
  it.each([
    ["cut off", zipSync({ "word/document.xml": strToU8("<w:document/>") }).subarray(0, 60), "damaged"],
    ["without a document", zipSync({ "word/styles.xml": strToU8("<a/>") }), "damaged"],
    ["behind a password", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), "encrypted"],
  ] as const)("%s is refused", async (_, bytes, error) => {
    expect(await readDocument(bytes)).toEqual({ ok: false, error });
  });
});

it("every kind of file that is accepted is shown, but for the old Office formats", () => {
  const unseen = Object.keys(MEDIA_TYPES).filter((type) => previewKind(type) === "none");
  expect(unseen).toEqual(["application/msword", "application/vnd.ms-excel"]);
});
