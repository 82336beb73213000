import { readFile } from "node:fs/promises";
import type { LoadFont } from "#report/fonts.ts";
import type { ReportImage } from "#report/images.ts";
import type { Supplies } from "#report/make-files.ts";
import { storedPath } from "#server/files/disk.ts";
import { preparePicture } from "#server/images/prepare-picture.ts";

const FONTS = new URL("../../../public/fonts/", import.meta.url);

/** The fonts that reports are set in. One function for all: what it has loaded is kept under it. */
export const loadProjectFont: LoadFont = async (fileName) => readFile(new URL(fileName, FONTS));

/** Undefined where the file is gone, is no picture, or is a damaged one. */
export async function readPictureFile(path: string): Promise<ReportImage | undefined> {
  const bytes = await readFile(path).then(
    (read) => new Uint8Array(read),
    () => undefined,
  );
  return bytes && preparePicture(bytes);
}

/** The installation's own fonts, and its evidence. */
export const diskSupplies = (filesDir: string): Supplies => ({
  loadFont: loadProjectFont,
  readPicture: (sha256) => readPictureFile(storedPath(filesDir, sha256)),
});
