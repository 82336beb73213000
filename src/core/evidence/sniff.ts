import type { MediaType } from "#core/evidence/evidence.ts";
import { isText } from "#core/evidence/text-bytes.ts";

/** How many bytes `sniff` wants to see: enough for the first entries of an Office file. */
export const SNIFF_BYTES = 4096;

/** Bytes of a ZIP entry's header before its name. */
const LOCAL_HEADER = 30;

const starts = (bytes: Uint8Array, ...prefix: number[]): boolean => prefix.every((byte, at) => bytes[at] === byte);

const ascii = (bytes: Uint8Array): string => {
  let text = "";
  for (const byte of bytes) text += byte < 128 ? String.fromCharCode(byte) : "\u0000";
  return text;
};

/**
 * The media type by content. Undefined = not a kind that is accepted. OOXML files are ZIPs that name their parts
 * near the start; an old Office file is a compound file, told apart by its name, and so are two kinds of text.
 */
export function sniff(head: Uint8Array, fileName: string): MediaType | undefined {
  if (starts(head, 0x25, 0x50, 0x44, 0x46, 0x2d)) return "application/pdf";
  if (starts(head, 0xff, 0xd8, 0xff)) return "image/jpeg";
  if (starts(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  if (/^GIF8[79]a$/.test(ascii(head.subarray(0, 6)))) return "image/gif";
  if (starts(head, 0x52, 0x49, 0x46, 0x46) && ascii(head.subarray(8, 12)) === "WEBP") return "image/webp";
  if (startsAsZip(head)) return zipKind(head);
  if (startsAsCompound(head)) return COMPOUND_KINDS[extensionOf(fileName)];
  return isText(head.subarray(0, SNIFF_BYTES)) ? TEXT_KINDS[extensionOf(fileName)] : undefined;
}

export const startsAsZip = (head: Uint8Array): boolean =>
  starts(head, 0x50, 0x4b, 0x03, 0x04) || starts(head, 0x50, 0x4b, 0x05, 0x06);

/** Old Office files, and new ones under a password. */
export const startsAsCompound = (head: Uint8Array): boolean =>
  starts(head, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);

export const extensionOf = (fileName: string): string => fileName.toLowerCase().split(".").pop() ?? "";

/** Parts that every Word or Excel file has, in whatever order its writer put them; the first one found decides. */
const OFFICE_PARTS: ReadonlyMap<string, MediaType> = new Map([
  ["word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["word/_rels/document.xml.rels", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["xl/_rels/workbook.xml.rels", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["xl/worksheets/sheet1.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
]);

function zipKind(head: Uint8Array): MediaType {
  for (const name of entryNames(head)) {
    const kind = OFFICE_PARTS.get(name);
    if (kind) return kind;
  }
  return "application/zip";
}

/** The names in the local file headers; what stands inside the entries is not looked at. */
function* entryNames(zip: Uint8Array): Generator<string> {
  for (let at = 0; at + LOCAL_HEADER <= zip.length; at += 1) {
    if (!starts(zip.subarray(at), 0x50, 0x4b, 0x03, 0x04)) continue;
    const length = (zip[at + 26] ?? 0) + 256 * (zip[at + 27] ?? 0);
    yield ascii(zip.subarray(at + LOCAL_HEADER, at + LOCAL_HEADER + length));
  }
}

/** A compound file holds Word or Excel alike; its directory may lie anywhere, so until it is read the name decides. */
const COMPOUND_KINDS: Readonly<Record<string, MediaType | undefined>> = {
  doc: "application/msword",
  wps: "application/msword",
  xls: "application/vnd.ms-excel",
  et: "application/vnd.ms-excel",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** Text has no signature: what reads as text is taken as the kind of text that its name says. */
const TEXT_KINDS: Readonly<Record<string, MediaType | undefined>> = { txt: "text/plain", csv: "text/csv" };
