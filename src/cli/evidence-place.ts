import { stat } from "node:fs/promises";
import type { Supplies } from "#report/make-files.ts";
import { openVerifiedFile, storedPath } from "#server/files/disk.ts";
import type { Files } from "#server/files/files.ts";
import { openS3Bucket } from "#server/files/s3/s3-bucket.ts";
import { s3Files } from "#server/files/s3/s3-files.ts";
import { loadProjectFont, readPictureFile } from "#server/reports/disk-supplies.ts";
import { type FilesPlace, placeSupplies } from "#server/reports/place-supplies.ts";

/** Where the bytes of a source's evidence lie: beside its file, by their SHA-256, or with the installation's own. */
export type EvidencePlace = { kind: "paths"; paths: ReadonlyMap<string, string> } | FilesPlace;

export function suppliesOf(place: EvidencePlace): Supplies {
  if (place.kind !== "paths") return placeSupplies(place);
  return {
    loadFont: loadProjectFont,
    readPicture: async (sha256) => {
      const path = place.paths.get(sha256);
      return path === undefined ? undefined : readPictureFile(path);
    },
  };
}

/** Reads only: not even a folder is made. */
export function evidenceBytes(place: EvidencePlace): Pick<Files, "has" | "openVerified"> {
  if (place.kind === "s3") return s3Files(openS3Bucket(place.s3));
  const pathOf = (sha256: string): string | undefined =>
    place.kind === "paths" ? place.paths.get(sha256) : storedPath(place.folder, sha256);
  const has = async (sha256: string): Promise<boolean> => {
    const path = pathOf(sha256);
    const found = path === undefined ? undefined : await stat(path).catch(() => undefined);
    return found?.isFile() ?? false;
  };
  return {
    has,
    openVerified: async (sha256) => {
      const path = pathOf(sha256);
      return path !== undefined && (await has(sha256)) ? openVerifiedFile(path, sha256) : undefined;
    },
  };
}
