import { fileURLToPath } from "node:url";

/** A folder of the installation: templates, public/fonts. */
export const projectFolder = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
