import { MANIFEST, type Manifest, type PackageFile } from "#core/package/manifest.ts";
import { sealZip } from "#report/zip/seal-zip.ts";
import { streamZip, type ZipMember } from "#report/zip/stream-zip.ts";
import type { Deps } from "#server/deps.ts";
import { sha256Of } from "#server/files/intake.ts";
import { streamOf } from "#server/files/memory.ts";

/** A file of a package that is small enough to be held, with its line in the manifest. */
export interface WrittenFile {
  file: PackageFile;
  member: ZipMember;
}

export const jsonBytes = (value: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`${JSON.stringify(value)}\n`);

const memberOf = (name: string, bytes: Uint8Array<ArrayBuffer>): ZipMember => ({
  name,
  size: bytes.length,
  open: async () => streamOf(bytes),
});

export async function written(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<WrittenFile> {
  return { file: { name, size: bytes.length, sha256: await sha256Of(bytes) }, member: memberOf(name, bytes) };
}

/** The manifest first, then what it lists, under the seal. */
export const sealPackage = ({ parcels }: Pick<Deps, "parcels">, manifest: Manifest, members: readonly ZipMember[]) =>
  sealZip(streamZip([memberOf(MANIFEST, jsonBytes(manifest)), ...members]), parcels.newHash());
