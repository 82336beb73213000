import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A folder of the installation: templates, public/fonts. */
export const projectFolder = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** The fonts that reports are set in. One function for all: what it has loaded is kept under it. */
export const loadProjectFont = async (fileName: string): Promise<Uint8Array> =>
  readFile(join(projectFolder("public/fonts"), fileName));
