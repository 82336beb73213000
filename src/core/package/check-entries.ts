import type { ZipEntry } from "#core/evidence/zip-directory.ts";
import { altered, damaged, hostile, type PackageFault, packageFault } from "#core/package/fault.ts";
import {
  DOCUMENTS,
  documentsOf,
  type Envelope,
  isKnownName,
  MANIFEST,
  MAX_DOCUMENT_BYTES,
  MAX_MANIFEST_BYTES,
  MAX_PACKAGE_FILES,
} from "#core/package/manifest.ts";
import { ok, type Result } from "#core/result.ts";

const LOCAL_HEADER = 30;
const REGULAR_FILE = 0o100000;
const FILE_TYPE = 0o170000;

/** The ZIP's directory by itself, before any entry is read. Nothing is ever unpacked to a path that a package names. */
export function checkEntries(entries: readonly ZipEntry[], size: number): Result<void, PackageFault> {
  if (entries.length > MAX_PACKAGE_FILES + 1)
    return packageFault("package.too-large", `数据包内超过${MAX_PACKAGE_FILES}个文件，不能导入。请减少材料后重新导出`);
  const names = new Set<string>();
  for (const entry of entries) {
    const reason = oddity(entry);
    if (reason) return hostile(`内的文件“${visible(entry.name)}”${reason}`);
    const folded = entry.name.normalize("NFC").toLowerCase();
    if (names.has(folded)) return hostile(`内有重名的文件“${visible(entry.name)}”`);
    names.add(folded);
    if (entry.compressed !== entry.uncompressed) return hostile(`内的文件“${visible(entry.name)}”大小前后不一`);
  }
  if (!names.has(MANIFEST)) return damaged(`缺少 ${MANIFEST}`);
  return overlap(entries, size) ? hostile("内的文件相互重叠") : ok(undefined);
}

function oddity({ name, encrypted, method, mode }: ZipEntry): string | undefined {
  if (name.includes("\\")) return "的路径含反斜杠";
  if (/^\/|^[a-z]:/i.test(name)) return "使用绝对路径";
  if (name.split("/").includes("..")) return "的路径指向上级文件夹";
  const type = mode & FILE_TYPE;
  if (type !== 0 && type !== REGULAR_FILE) return "不是普通文件（链接、文件夹或设备）";
  if (name !== MANIFEST && !isKnownName(name)) return "不属于数据包";
  if (encrypted) return "已加密";
  return method === 0 ? undefined : "经过压缩（数据包内的文件一律不压缩）";
}

/** Entries that share bytes make a small file unpack to a huge one. */
function overlap(entries: readonly ZipEntry[], size: number): boolean {
  let free = 0;
  for (const { offset, compressed } of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (offset < free) return true;
    free = offset + LOCAL_HEADER + compressed;
  }
  return free > size;
}

/** The manifest names every other file of the package and nothing else, each with its size. */
export function checkFiles(entries: readonly ZipEntry[], { files, kind }: Envelope): Result<void, PackageFault> {
  const listed = new Map(files.map((file) => [file.name, file]));
  if (listed.size !== files.length) return hostile("的目录列有重名的文件");
  for (const { name, uncompressed } of entries) {
    if (name === MANIFEST) continue;
    const file = listed.get(name);
    if (!file) return altered(`多出目录中没有的文件“${visible(name)}”`);
    if (file.size !== uncompressed) return altered(`“${visible(name)}”的大小不符`);
    listed.delete(name);
  }
  const [missing] = listed.keys();
  if (missing !== undefined) return altered(`缺少目录所列的文件“${visible(missing)}”`);
  const documents = documentsOf(kind);
  const stray = entries.find(({ name }) => DOCUMENTS.includes(name) && !documents.includes(name));
  if (stray) return hostile(`内的文件“${stray.name}”不属于这一种数据包`);
  for (const name of documents) {
    const entry = entries.find((each) => each.name === name);
    if (!entry) return altered(`缺少 ${name}`);
    if (entry.uncompressed > MAX_DOCUMENT_BYTES) return tooLong(name);
  }
  return ok(undefined);
}

export const tooLong = (name: string) =>
  packageFault("package.too-large", `数据包内的 ${name} 过大，不能导入。请核实来源后重新索取数据包`);

export const manifestFits = ({ uncompressed }: ZipEntry): boolean => uncompressed <= MAX_MANIFEST_BYTES;

/** A name in a message: no mark that turns or hides text, and not a page of it. */
const visible = (name: string): string => name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "").slice(0, 80);
