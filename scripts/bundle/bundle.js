// @ts-check
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { filesUnder } from "../lib/fingerprint.js";
import { inRoot } from "../lib/project.js";
import { readmeText } from "./readme.js";
import { runtimeFor, runtimeVersion } from "./runtime.js";
import { writeServerCode } from "./server-code.js";
import { startFiles } from "./start-files.js";
import { writeTarGz } from "./tar.js";
import { thirdPartyText } from "./third-party.js";
import { writeZip } from "./zip.js";

/**
 * @typedef {import("./tar.js").Entry} Entry
 * @typedef {import("./targets.js").Target} Target
 */

/** The fonts go to the browser as they are: on one machine or in one house packing them gains nothing. */
const LEFT_OUT = /(^|\/)fonts\/[^/]+\.(br|gz)$/;

/**
 * @typedef {object} Bundle
 * @property {string} file the archive
 * @property {string} folder the one folder in it
 * @property {number} bytes
 * @property {number} unpackedBytes
 */

/**
 * Writes an archive for each target that runs on a machine without Node and without internet. The app must have been
 * built.
 * @param {readonly Target[]} targets
 * @param {{ outDir: string, level?: number, runtimeOf?: (target: Target) => string }} options level of compression, 1
 *   (fast) to 9; where the runtime of a target lies
 * @returns {Promise<Bundle[]>}
 */
export async function writeBundles(targets, { outDir, level = 9, runtimeOf = runtimeFor }) {
  const program = await programFiles(outDir);
  const bundles = [];
  for (const target of targets) {
    const entries = inOrder([...program, ...besides(target, runtimeOf(target)), ...startFiles(target.platform)]);
    bundles.push(await writeArchive(target, [...entries, sums(entries)], { outDir, level }));
  }
  return bundles;
}

/**
 * @param {Target} target
 * @param {readonly Entry[]} entries
 * @param {{ outDir: string, level: number }} options
 * @returns {Promise<Bundle>}
 */
async function writeArchive(target, entries, { outDir, level }) {
  const folder = `ziping-${version()}-${target.name}`;
  const placed = entries.map((entry) => ({ ...entry, path: `${folder}/${entry.path}` }));
  const file = join(outDir, `${folder}${target.archive}`);
  const time = statSync(inRoot("package.json")).mtime;
  await (target.archive === ".zip" ? writeZip : writeTarGz)(file, placed, { time, level });
  const unpackedBytes = placed.reduce((total, { bytes }) => total + bytes.length, 0);
  return { file, folder, bytes: statSync(file).size, unpackedBytes };
}

const version = () => String(JSON.parse(readFileSync(inRoot("package.json"), "utf8")).version);

/**
 * Everything under `program`, and the licences of what is in it.
 * @param {string} outDir
 * @returns {Promise<Entry[]>}
 */
async function programFiles(outDir) {
  const code = join(outDir, ".server");
  mkdirSync(outDir, { recursive: true });
  const { packages, wasm, data } = await writeServerCode(code);
  const inApp = JSON.parse(readFileSync(inRoot("dist", "app-packages.json"), "utf8"));
  const files = [
    ...folderEntries(code, "program/server"),
    ...folderEntries(inRoot("dist", "app"), "program/dist/app").filter(({ path }) => !LEFT_OUT.test(path)),
    ...folderEntries(inRoot("templates"), "program/templates"),
    ...wasm.flatMap(withManifest),
    ...data.flatMap((folder) => folderEntries(inRoot("node_modules", folder), `program/node_modules/${folder}`)),
    text("program/package.json", `${JSON.stringify({ name: "ziping", version: version(), type: "module" })}\n`),
    copied("program/launch.js", inRoot("scripts", "bundle", "launch.js")),
    text("THIRD-PARTY.txt", thirdPartyText([...packages, ...inApp])),
  ];
  rmSync(code, { recursive: true, force: true });
  return [...new Map(files.map((entry) => [entry.path, entry])).values()];
}

/**
 * What lies beside the program.
 * @param {Target} target
 * @param {string} runtime
 * @returns {Entry[]}
 */
function besides(target, runtime) {
  const windows = target.platform === "win32";
  const service = windows ? "windows-service.md" : "ziping.service";
  const about = { version: version(), runtime: runtimeVersion(), target };
  return [
    { ...copied(windows ? "runtime/node.exe" : "runtime/node", runtime), executable: true },
    text("README.txt", readmeText(about)),
    text("VERSION", `ziping ${about.version}\ntarget ${target.name}\nnode ${about.runtime}\n`),
    copied("LICENSE", inRoot("LICENSE")),
    copied(service, inRoot("deploy", service)),
  ];
}

/**
 * A file of a package, and the package's manifest, by which it is found.
 * @param {string} name as in an import
 * @returns {Entry[]}
 */
function withManifest(name) {
  const owner = name.split("/", name.startsWith("@") ? 2 : 1).join("/");
  return [name, `${owner}/package.json`].map((path) =>
    copied(`program/node_modules/${path}`, inRoot("node_modules", path)),
  );
}

/**
 * @param {string} from
 * @param {string} to
 * @returns {Entry[]}
 */
const folderEntries = (from, to) =>
  filesUnder(from).map((file) => copied(`${to}${file.slice(from.length).replaceAll("\\", "/")}`, file));

/** @type {(path: string, file: string) => Entry} */
const copied = (path, file) => ({ path, bytes: readFileSync(file), executable: false });

/** @type {(path: string, content: string) => Entry} */
const text = (path, content) => ({ path, bytes: new TextEncoder().encode(content), executable: false });

/** @type {(entries: Entry[]) => Entry[]} */
const inOrder = (entries) => entries.sort((a, b) => (a.path < b.path ? -1 : 1));

/** @type {(entries: readonly Entry[]) => Entry} */
const sums = (entries) =>
  text(
    "SHA256SUMS",
    entries.map(({ path, bytes }) => `${createHash("sha256").update(bytes).digest("hex")}  ${path}\n`).join(""),
  );
