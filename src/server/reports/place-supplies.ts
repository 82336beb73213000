import type { Supplies } from "#report/make-files.ts";
import { DamagedFileError, type Files } from "#server/files/files.ts";
import { openS3Bucket } from "#server/files/s3/s3-bucket.ts";
import { s3Files } from "#server/files/s3/s3-files.ts";
import type { S3Place } from "#server/files/s3/s3-place.ts";
import { preparePicture } from "#server/images/prepare-picture.ts";
import { diskSupplies, loadProjectFont } from "#server/reports/disk-supplies.ts";

/** Where an installation's evidence lies; it can be handed to a thread. */
export type FilesPlace = { kind: "folder"; folder: string } | { kind: "s3"; s3: S3Place };

/** The installation's own fonts, and its evidence wherever it lies. */
export const placeSupplies = (place: FilesPlace): Supplies =>
  place.kind === "folder"
    ? diskSupplies(place.folder)
    : { loadFont: loadProjectFont, readPicture: pictureReader(s3Files(openS3Bucket(place.s3))) };

/** A store that does not answer fails the report: one without its pictures would be another one. */
const pictureReader =
  (files: Files): Supplies["readPicture"] =>
  async (sha256) => {
    const stream = await files.openVerified(sha256);
    const bytes = stream && (await new Response(stream).bytes().catch(ifDamaged));
    return bytes && preparePicture(bytes);
  };

function ifDamaged(error: unknown): undefined {
  if (!(error instanceof DamagedFileError)) throw error;
}
