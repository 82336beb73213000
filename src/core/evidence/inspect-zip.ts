import type { ByteSource } from "#core/evidence/byte-source.ts";
import type { MediaType } from "#core/evidence/evidence.ts";
import type { Flag } from "#core/evidence/flags.ts";
import { type Inflate, type Inspection, type Refusal, refuseContent, refuseType } from "#core/evidence/inspection.ts";
import { contentTypesKind, hasMacros } from "#core/evidence/office-parts.ts";
import { MOST_ENTRIES, readZipDirectory, type ZipEntry } from "#core/evidence/zip-directory.ts";
import { locateEntry, unpackEntry } from "#core/evidence/zip-entry.ts";
import { ok, type Result } from "#core/result.ts";

const MOST_UNPACKED = 20 * 1024 ** 3;
/** Below this nobody is harmed, however well it was packed. */
const HARMLESS = 256 * 1024 ** 2;
/** Tables of numbers come to 50; a bomb to a thousand. */
const HIGHEST_RATIO = 100;

const ARCHIVE = /\.(zip|rar|7z|tar|gz|tgz|bz2|xz|zst|cab|iso|jar|apk)$/i;
/** These are ZIPs as well, and are taken for what they are. */
const PACKAGE = /\.(docx|docm|dotx|xlsx|xlsm|xltx|pptx|pptm|odt|ods|odp|ofd|epub|vsdx)$/i;
const PROGRAM = /\.(exe|com|scr|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|lnk|dll|reg)$/i;
const CONTENT_TYPES = "[Content_Types].xml";
const MOST_CONTENT_TYPES = 1024 * 1024;

const BROKEN = "文件不完整或已损坏，无法打开。请检查后重新生成再上传";

/** ZIPs, and the Word and Excel files that are ZIPs: sizes as they are claimed, and then as they are. */
export async function inspectZip(
  source: ByteSource,
  sniffed: MediaType,
  inflate: Inflate,
): Promise<Result<Inspection, Refusal>> {
  const directory = await readZipDirectory(source);
  if (!directory.ok)
    return refuseContent(
      directory.error === "broken" ? BROKEN : `压缩包内超过${MOST_ENTRIES}个文件，请分成几个压缩包上传`,
    );
  const entries = directory.value;
  const claimed = checkClaims(source, entries);
  if (claimed) return claimed;
  const types = await typesOf(source, entries, inflate);
  const kind = types === undefined ? undefined : contentTypesKind(types);
  if (kind === "other" || (kind === undefined && sniffed !== "application/zip")) return refuseType();
  for (const entry of entries) {
    const found = await checkEntry(source, entry, inflate);
    if (found) return found;
  }
  return ok({ mediaType: kind ?? "application/zip", flags: flagsOf(entries, types) });
}

type Refused = { ok: false; error: Refusal };

/** By what the directory claims, before anything is unpacked. */
function checkClaims(source: ByteSource, entries: readonly ZipEntry[]): Refused | undefined {
  const nested = entries.find(({ name }) => ARCHIVE.test(name));
  if (nested) return refuseNested(nested.name);
  const unpacked = entries.reduce((sum, { uncompressed }) => sum + uncompressed, 0);
  if (unpacked > MOST_UNPACKED || (unpacked > HARMLESS && unpacked / source.size > HIGHEST_RATIO)) return refuseBomb();
  return overlap(source, entries) ? refuseContent(BROKEN) : undefined;
}

const refuseNested = (name: string): Refused =>
  refuseContent(`压缩包内还有压缩包“${name.split("/").pop()}”，无法检查其内容。请解压后合在一个压缩包里，或逐个上传`);

const refuseBomb = (): Refused => refuseContent("文件解压后过大，可能会使电脑无法工作。请把其中的材料逐个上传");

/** Entries that share bytes make a small file unpack to a huge one. */
function overlap(source: ByteSource, entries: readonly ZipEntry[]): boolean {
  let free = 0;
  for (const { offset, compressed } of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (offset < free) return true;
    free = offset + LOCAL_HEADER + compressed;
  }
  return free > source.size;
}

const LOCAL_HEADER = 30;

/** The entry as it really is: as long as it claims, and no archive under another name. */
async function checkEntry(source: ByteSource, entry: ZipEntry, inflate: Inflate): Promise<Refused | undefined> {
  if (entry.encrypted || (entry.method !== 0 && entry.method !== 8)) return undefined;
  const located = await locateEntry(source, entry);
  if (!located) return refuseContent(BROKEN);
  let [size, first] = [0, true];
  try {
    for await (const chunk of unpackEntry(source, entry, located, inflate)) {
      if (first && isArchive(chunk) && !PACKAGE.test(entry.name)) return refuseNested(entry.name);
      first = false;
      size += chunk.length;
      if (size > entry.uncompressed) return refuseBomb();
      // stored bytes are as many as they are
      if (entry.method === 0) return entry.compressed === entry.uncompressed ? undefined : refuseContent(BROKEN);
    }
  } catch {
    return refuseContent(BROKEN);
  }
  return size === entry.uncompressed ? undefined : refuseContent(BROKEN);
}

const SIGNATURES = ["PK\u0003\u0004", "Rar!\u001a\u0007", "7z\u00bc\u00af\u0027\u001c", "\u001f\u008b\u0008"];

const isArchive = (bytes: Uint8Array): boolean => {
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  return SIGNATURES.some((signature) => start.startsWith(signature));
};

/** The package's own list of its parts; undefined = it has none, and is a plain ZIP. */
async function typesOf(
  source: ByteSource,
  entries: readonly ZipEntry[],
  inflate: Inflate,
): Promise<string | undefined> {
  const entry = entries.find(({ name }) => name === CONTENT_TYPES);
  const located = entry && !entry.encrypted ? await locateEntry(source, entry) : undefined;
  if (!entry || !located) return undefined;
  let text = "";
  try {
    for await (const chunk of unpackEntry(source, entry, located, inflate)) {
      for (let at = 0; at < chunk.length; at += 8192) text += String.fromCharCode(...chunk.subarray(at, at + 8192));
      if (text.length > MOST_CONTENT_TYPES) break;
    }
  } catch {
    return text;
  }
  return text;
}

function flagsOf(entries: readonly ZipEntry[], types: string | undefined): Flag[] {
  const office = types !== undefined;
  const found: [Flag, boolean][] = [
    ["encrypted", entries.some(({ encrypted }) => encrypted)],
    ["macros", office && hasMacros(types, entries)],
    ["attachments", office && entries.some(({ name }) => /\/embeddings\/./.test(name))],
    ["programs", !office && entries.some(({ name }) => PROGRAM.test(name))],
  ];
  return found.flatMap(([flag, is]) => (is ? [flag] : []));
}
