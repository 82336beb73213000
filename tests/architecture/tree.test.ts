import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { projectFiles, readProjectFile, sourceTree } from "./project-files.ts";

const MAX_LINES = 400;
const BINARY = /\.(otf|ttf|woff2|png|jpe?g|gif|ico|pdf|docx|xlsx|zip|gz|wasm|sqlite)$/i;

/** A folder of the machine where the file was written; the parts are kept apart so that this file passes. */
const MACHINE_PATH = new RegExp(`(?<![\\w./:-])/(${["work", "root", "tmp", "home", "Users"].join("|")})/[\\w.-]+`, "g");
const REGISTRY_ADDRESS = /https?:\/\/[^\s"'/]*(registry|npmmirror|nexus|artifactory|jfrog)[^\s"']*/g;

const texts = () => projectFiles().filter((path) => !BINARY.test(path));

const found = (pattern: RegExp) =>
  texts().flatMap((path) => [...readProjectFile(path).matchAll(pattern)].map(([match]) => `${path}: ${match}`));

describe("the tree", () => {
  it(`has no source file over ${MAX_LINES} lines`, () => {
    const long = Object.entries(sourceTree())
      .map(([path, text]) => ({ path, lines: text.split("\n").length - 1 }))
      .filter(({ lines }) => lines > MAX_LINES);
    expect(long).toEqual([]);
  });

  it("names no folder of a developer's machine", () => {
    expect(found(MACHINE_PATH)).toEqual([]);
  });

  it("names no package registry, so that every machine installs from its own", () => {
    expect(found(REGISTRY_ADDRESS)).toEqual([]);
  });

  it("is drawn in ARCHITECTURE.md: each folder in one row, and whatever stands in one of several parts", () => {
    const map = readProjectFile("ARCHITECTURE.md");
    const rows = [...map.matchAll(/^\| `([\w/]+)` \| (.*)$/gm)]
      .map(([, folder = "", text = ""]) => ({ folder, text }))
      .filter(({ folder }) => projectFiles().some((path) => path.startsWith(`${folder}/`)));
    const folders = rows.map(({ folder }) => folder);
    expect(folders.filter((folder, index) => folders.indexOf(folder) !== index)).toEqual([]);
    const partsOf = (parent: string) =>
      new Set(projectFiles().flatMap((path) => new RegExp(`^${parent}/([\\w-]+)/`).exec(path)?.[1] ?? []));
    const textOf = (parent: string) => rows.find(({ folder }) => folder === parent)?.text ?? "";
    const drawnOf: Record<string, string> = { src: folders.join(" "), "src/core": map };
    const missing = ["src", "src/core", "src/app", "src/server", "tests"].flatMap((parent) => {
      const drawn = drawnOf[parent] ?? textOf(parent);
      return [...partsOf(parent)].filter((part) => !new RegExp(`[\`/]${part}\\b`).test(drawn));
    });
    expect(missing).toEqual([]);
  });

  it("holds no marks of a merge that was not finished", () => {
    expect(found(/^(?:<{7}|>{7}) .*$/gm)).toEqual([]);
  });

  it("keeps a licence beside every font", () => {
    const files = projectFiles();
    const licensed = new Set(files.filter((path) => /(OFL|LICEN[CS]E)[^/]*$/i.test(path)).map(posix.dirname));
    const unlicensed = files.filter((path) => /\.(otf|ttf|woff2?)$/i.test(path) && !licensed.has(posix.dirname(path)));
    expect(unlicensed).toEqual([]);
  });
});
