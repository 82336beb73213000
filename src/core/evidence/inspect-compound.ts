import type { ByteSource } from "#core/evidence/byte-source.ts";
import { type CompoundFile, readCompound } from "#core/evidence/compound-directory.ts";
import type { MediaType } from "#core/evidence/evidence.ts";
import type { Flag } from "#core/evidence/flags.ts";
import { type Inspection, type Refusal, refuseContent, refuseType } from "#core/evidence/inspection.ts";
import { extensionOf } from "#core/evidence/sniff.ts";
import { ok, type Result } from "#core/result.ts";

const MACROS = new Set(["_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros"]);
/** WPS's own formats keep the same containers; some versions name the streams otherwise. */
const WPS = new Set(["wps", "et"]);

/** Old Word and Excel files, and new ones under a password, which are wrapped like old ones. */
export async function inspectCompound(
  source: ByteSource,
  named: MediaType,
  fileName: string,
): Promise<Result<Inspection, Refusal>> {
  const file = await readCompound(source);
  if (!file) return refuseContent("文件不完整或已损坏，无法打开。请用 Word、Excel 或 WPS 打开后另存，再上传");
  const names = new Set(file.entries.map(({ name }) => name));
  const sealed = names.has("EncryptedPackage");
  const newer = extensionOf(fileName).endsWith("x");
  // a new file's extension on an old file's content, and the other way round: the content decides
  const kind = sealed ? named : (kindOf(names) ?? (WPS.has(extensionOf(fileName)) ? named : undefined));
  if (kind === undefined || (sealed && !newer)) return refuseType();
  const flags: Flag[] = [];
  if (sealed || (await isEncrypted(file))) flags.push("encrypted");
  if ([...names].some((name) => MACROS.has(name))) flags.push("macros");
  return ok({ mediaType: kind, flags });
}

function kindOf(names: ReadonlySet<string>): MediaType | undefined {
  if (names.has("WordDocument")) return "application/msword";
  if (names.has("Workbook") || names.has("Book")) return "application/vnd.ms-excel";
  return undefined;
}

/** MS-DOC 2.5.2: a bit of the first words. MS-XLS 2.4.117: a FilePass record right after the beginning. */
async function isEncrypted(file: CompoundFile): Promise<boolean> {
  const word = file.entries.find(({ name }) => name === "WordDocument");
  const book = file.entries.find(({ name }) => name === "Workbook" || name === "Book");
  const head = word ? await file.headOf(word) : book ? await file.headOf(book) : undefined;
  if (!head || head.byteLength < 12) return false;
  if (word) return (head.getUint16(10, true) & 0x0100) !== 0;
  for (let at = 0; at + 4 <= head.byteLength; at += 4 + head.getUint16(at + 2, true))
    if (head.getUint16(at, true) === FILE_PASS) return true;
  return false;
}

const FILE_PASS = 0x002f;
