import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readProjectFile, sourceTree } from "./project-files.ts";
import { readModule } from "./read-module.ts";

const manifest = z
  .object({ dependencies: z.record(z.string(), z.string()), license: z.string() })
  .parse(JSON.parse(readProjectFile("package.json")));

const lock = z
  .object({ packages: z.record(z.string(), z.object({ dev: z.boolean().default(false) })) })
  .parse(JSON.parse(readProjectFile("package-lock.json")));

const installed = z.object({
  license: z.union([z.string(), z.object({ type: z.string() }).transform(({ type }) => type)]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
});

const FREE = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "MPL-2.0",
  "OFL-1.1",
  "Python-2.0",
  "Unlicense",
  "Zlib",
]);

/** Their manifest states none, or not which one; their licence file does. */
const STATED_IN_FILE: Readonly<Record<string, string>> = {
  "node_modules/duck": "BSD-2-Clause",
  "node_modules/png-js": "MIT",
  "node_modules/combine-errors": "MIT",
};

/** Used by the scripts and by npm, not imported by the product. */
const NOT_IMPORTED = ["node", "vite"];

/** `(MIT OR GPL-3.0)` is free when one choice is, `(MIT AND Zlib)` when each part is. */
const isFree = (expression: string): boolean =>
  expression
    .replaceAll(/[()]/g, "")
    .split(/ OR /i)
    .some((choice) => choice.split(/ AND /i).every((part) => FREE.has(part.trim())));

function licenceOf(path: string): string | undefined {
  // packages for other platforms are in the lock file only
  if (!existsSync(fileURLToPath(new URL(`../../${path}/package.json`, import.meta.url)))) return undefined;
  const { license, licenses } = installed.parse(JSON.parse(readProjectFile(`${path}/package.json`)));
  return STATED_IN_FILE[path] ?? license ?? licenses?.map(({ type }) => type).join(" OR ") ?? "none stated";
}

describe("dependencies", () => {
  it("of production are all under free licences", () => {
    const unfree = Object.entries(lock.packages)
      .filter(([path, { dev }]) => path !== "" && !dev)
      .map(([path]) => ({ path, licence: licenceOf(path) }))
      .filter(({ licence }) => licence !== undefined && !isFree(licence));
    expect(unfree).toEqual([]);
  });

  it("of production are all imported by the product", () => {
    const imported = Object.entries(sourceTree())
      .filter(([path]) => path.startsWith("src/"))
      .flatMap(([path, text]) => readModule(path, text).imports.map(({ specifier }) => specifier));
    const unused = Object.keys(manifest.dependencies).filter(
      (name) =>
        !NOT_IMPORTED.includes(name) &&
        !imported.some((specifier) => specifier === name || specifier.startsWith(`${name}/`)),
    );
    expect(unused).toEqual([]);
  });

  it.each(["MIT", "(MIT OR GPL-3.0-only)", "MIT AND Zlib"])("would accept %s", (licence) => {
    expect(isFree(licence)).toBe(true);
  });

  it.each(["GPL-3.0-only", "MIT AND GPL-3.0-only", "UNLICENSED", "none stated"])("would refuse %s", (licence) => {
    expect(isFree(licence)).toBe(false);
  });
});
