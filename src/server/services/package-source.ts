import type { ByteSource } from "#core/evidence/byte-source.ts";
import { readZipDirectory, type ZipEntry } from "#core/evidence/zip-directory.ts";
import { locateEntry } from "#core/evidence/zip-entry.ts";
import { checkEntries, checkFiles, manifestFits, tooLong } from "#core/package/check-entries.ts";
import { altered, damaged, invalidPackage, notAPackage, type PackageFault, packageFault } from "#core/package/fault.ts";
import { type Envelope, envelope, MANIFEST, MAX_PACKAGE_FILES, PACKAGE_FORMAT } from "#core/package/manifest.ts";
import { readSeal, SEAL_LENGTH } from "#core/package/seal.ts";
import { ok, type Result } from "#core/result.ts";
import type { Parcels } from "#server/files/parcels.ts";

/** Where a file's bytes lie in the package. */
export interface Stretch {
  start: number;
  size: number;
}

/** A package whose bytes are what its seal and its manifest say. What they mean has not been looked at. */
export interface SealedPackage {
  source: ByteSource;
  /** of the manifest */
  sha256: string;
  manifest: unknown;
  envelope: Envelope;
  stretches: ReadonlyMap<string, Stretch>;
}

/** Every byte of a package that has come in, held against its seal and its manifest. Nothing is written. */
export async function openSealed(parcels: Parcels, id: string): Promise<Result<SealedPackage, PackageFault>> {
  const source = await parcels.source(id);
  if (!source) return damaged("文件已不在");
  const sealed = await checkSeal(parcels, id, source);
  if (!sealed.ok) return sealed;
  const directory = await readZipDirectory(source);
  if (!directory.ok)
    return directory.error === "broken"
      ? damaged("文件目录")
      : packageFault("package.too-large", `数据包内超过${MAX_PACKAGE_FILES}个文件，不能导入。请减少材料后重新导出`);
  const entries = directory.value;
  const sound = checkEntries(entries, source.size);
  if (!sound.ok) return sound;
  const located = await locate(source, entries);
  if (!located.ok) return located;
  const stretches = located.value;
  const read = await readManifest(source, entries, stretches);
  if (!read.ok) return read;
  const { manifest, envelope: described } = read.value;
  const complete = checkFiles(entries, described);
  if (!complete.ok) return complete;
  for (const { name, sha256 } of described.files) {
    const at = stretches.get(name);
    if (!at || (await parcels.digest(id, at.start, at.size)) !== sha256) return altered(name);
  }
  const own = stretches.get(MANIFEST);
  const sha256 = own ? await parcels.digest(id, own.start, own.size) : "";
  return ok({ source, sha256, manifest, envelope: described, stretches });
}

async function checkSeal(parcels: Parcels, id: string, source: ByteSource): Promise<Result<void, PackageFault>> {
  const [p, k] = await source.read(0, 2);
  if (p !== 0x50 || k !== 0x4b) return notAPackage();
  const before = source.size - SEAL_LENGTH;
  const stated = before > 0 ? readSeal(await source.read(before, SEAL_LENGTH)) : undefined;
  if (stated === undefined) return damaged("末尾缺少封签，文件被截断、重新打包或不是由自评通导出");
  return (await parcels.digest(id, 0, before)) === stated ? ok(undefined) : damaged("校验值不符");
}

async function locate(
  source: ByteSource,
  entries: readonly ZipEntry[],
): Promise<Result<Map<string, Stretch>, PackageFault>> {
  const stretches = new Map<string, Stretch>();
  for (const entry of entries) {
    const start = await locateEntry(source, entry);
    if (start === undefined) return damaged(entry.name);
    stretches.set(entry.name, { start, size: entry.uncompressed });
  }
  return ok(stretches);
}

async function readManifest(
  source: ByteSource,
  entries: readonly ZipEntry[],
  stretches: ReadonlyMap<string, Stretch>,
): Promise<Result<{ manifest: unknown; envelope: Envelope }, PackageFault>> {
  const entry = entries.find(({ name }) => name === MANIFEST);
  const at = stretches.get(MANIFEST);
  if (!entry || !at) return damaged(`缺少 ${MANIFEST}`);
  if (!manifestFits(entry)) return tooLong(MANIFEST);
  const read = await readDocument(source, MANIFEST, at);
  if (!read.ok) return read;
  const parsed = envelope.safeParse(read.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return invalidPackage(`${MANIFEST}：${issue?.path.join("/") ?? ""}`, issue?.message ?? "格式不正确");
  }
  if (parsed.data.format > PACKAGE_FORMAT)
    return packageFault(
      "package.newer-version",
      `数据包由更新版本的自评通导出（格式${parsed.data.format}，本程序只认到${PACKAGE_FORMAT}）。请先升级自评通，再导入`,
    );
  return ok({ manifest: read.value, envelope: parsed.data });
}

/** A document of the package as JSON, not yet understood. */
export async function readDocument(
  source: ByteSource,
  name: string,
  { start, size }: Stretch,
): Promise<Result<unknown, PackageFault>> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await source.read(start, size));
    return ok(JSON.parse(text) as unknown);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return invalidPackage(name, "不是有效的 JSON");
    throw error;
  }
}
