import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** What git ignores, and git itself. */
const NOT_PROJECT = new Set([".git", "node_modules", "dist", "data", "out", "coverage"]);
const NOT_PROJECT_FILE = /(\.log|\.DS_Store)$/;

/** Paths of the project's own files, relative to its root and with forward slashes. */
export const projectFiles = (folder = ""): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (folder === "" && NOT_PROJECT.has(entry.name)) return [];
    if (entry.isDirectory()) return projectFiles(path);
    return NOT_PROJECT_FILE.test(entry.name) ? [] : [path];
  });

export const readProjectFile = (path: string): string => readFileSync(join(ROOT, path), "utf8");

const CODE = /^(src|mocks|tests|bench)\/.*\.tsx?$/;

/** Path → text of every TypeScript file of the product, its mocks and tests. */
export const sourceTree = (): Record<string, string> =>
  Object.fromEntries(
    projectFiles()
      .filter((path) => CODE.test(path))
      .map((path) => [path, readProjectFile(path)]),
  );
