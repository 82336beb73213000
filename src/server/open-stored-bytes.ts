import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Config } from "#server/config.ts";
import type { Arrivals } from "#server/files/arrivals.ts";
import { openDiskFiles } from "#server/files/disk.ts";
import { openDiskArrivals } from "#server/files/disk-arrivals.ts";
import { openDiskParcels } from "#server/files/disk-parcels.ts";
import type { Files } from "#server/files/files.ts";
import type { Parcels } from "#server/files/parcels.ts";
import { s3Arrivals, sweepPieces } from "#server/files/s3/s3-arrivals.ts";
import { openS3Bucket } from "#server/files/s3/s3-bucket.ts";
import { s3Files } from "#server/files/s3/s3-files.ts";
import { s3Parcels, sweepS3 } from "#server/files/s3/s3-parcels.ts";
import type { S3Place } from "#server/files/s3/s3-place.ts";
import { sharedLocker } from "#server/files/shared-locker.ts";
import { takeOverLocker } from "#server/files/take-over-locker.ts";
import type { Log } from "#server/log.ts";
import { errorFacts } from "#server/observe/scrub.ts";
import type { FilesPlace } from "#server/reports/place-supplies.ts";
import type { Store } from "#server/store/store.ts";
import { uploadLeases } from "#server/store/upload-leases.ts";
import { uploadPieces } from "#server/store/upload-pieces.ts";

export interface StoredBytes {
  files: Files;
  arrivals: Arrivals;
  parcels: Parcels;
}

interface Surroundings {
  now: Date;
  log: Log;
}

/** Where the files lie, for an installation that keeps them in a folder. */
export const filesFolder = ({ dataDir, filesUrl }: Pick<Config, "dataDir" | "filesUrl">): string =>
  filesUrl ? fileURLToPath(filesUrl) : join(resolve(dataDir), "files");

export const filesPlace = (config: Config): FilesPlace =>
  config.s3 ? { kind: "s3", s3: config.s3 } : { kind: "folder", folder: filesFolder(config) };

/** Files, uploads under way and waiting packages, in a folder or an object store, as the configuration says. */
export async function openStoredBytes(config: Config, store: Store, around: Surroundings): Promise<StoredBytes> {
  // several processes share a PostgreSQL, and then the files; an SQLite folder has one process
  const locker = store.kind === "postgres" ? sharedLocker(uploadLeases(store.db), randomUUID) : takeOverLocker();
  const failed = (error: unknown): void => around.log.error("upload.failed", errorFacts(error));
  if (config.s3) return inS3(config.s3, store, { locker, failed }, around);
  const folder = filesFolder(config);
  return {
    files: await openDiskFiles(folder, around.now),
    arrivals: await openDiskArrivals(folder, { locker, failed }),
    parcels: await openDiskParcels(folder, around.now),
  };
}

/** What is stored for good, for a command beside the server: nothing is swept. */
export async function openKeptBytes(config: Config, now: Date): Promise<Pick<StoredBytes, "files" | "parcels">> {
  if (config.s3) {
    const bucket = openS3Bucket(config.s3);
    return { files: s3Files(bucket), parcels: s3Parcels(bucket) };
  }
  const folder = filesFolder(config);
  return { files: await openDiskFiles(folder, now), parcels: await openDiskParcels(folder, now) };
}

function inS3(
  place: S3Place,
  store: Store,
  uploads: { locker: ReturnType<typeof takeOverLocker>; failed: (error: unknown) => void },
  { now, log }: Surroundings,
): StoredBytes {
  const bucket = openS3Bucket(place);
  const pieces = uploadPieces(store.db);
  const files = s3Files(bucket);
  // nobody waits for it, and what it misses the next start finds
  sweepS3(bucket, now)
    .then(() => sweepPieces(bucket, pieces, now))
    .catch((error: unknown) => log.error("files.sweep", errorFacts(error)));
  return { files, arrivals: s3Arrivals({ bucket, files, pieces, ...uploads }), parcels: s3Parcels(bucket) };
}
