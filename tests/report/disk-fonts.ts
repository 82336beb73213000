import { readFile } from "node:fs/promises";
import type { LoadFont } from "#report/fonts.ts";

/** The fonts that ship with the product. */
export const diskFonts: LoadFont = async (fileName) =>
  new Uint8Array(await readFile(new URL(`../../public/fonts/${fileName}`, import.meta.url)));
