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

/** @typedef {import("./tar.js").Entry} Entry */

/** The fonts go to the browser as they are: on one machine or in one house packing them gains nothing. */
const LEFT_OUT = /(^|\/)fonts\/[^/]+\.(br|gz)$/;

/**
 * Writes one archive that runs on a machine without Node and without internet. The app must have been built.
 * @param {import("./targets.js").Target} target
 * @param {{ outDir: string, level?: number }} options level of compression, 1 (fast) to 9
 * @returns {Promise<{ file: string, folder: string, bytes: number, unpackedBytes: number }>}
 */
export async function writeBundle(target, { outDir, level = 9 }) {
  const { version } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  const folder = `ziping-${version}-${target.name}`;
  const about = { version, runtime: runtimeVersion(), target };
  const entries = inOrder([...(await programFiles(outDir)), ...besides(about), ...startFiles(target.platform)]);
  const all = [...entries, sums(entries)].map((entry) => ({ ...entry, path: `${folder}/${entry.path}` }));
  const file = join(outDir, `${folder}${target.archive}`);
  mkdirSync(outDir, { recursive: true });
  const time = statSync(inRoot("package.json")).mtime;
  await (target.archive === ".zip" ? writeZip : writeTarGz)(file, all, { time, level });
  const unpackedBytes = all.reduce((total, { bytes }) => total + bytes.length, 0);
  return { file, folder, bytes: statSync(file).size, unpackedBytes };
}

/**
 * Everything under `program`, and the licences of what is in it.
 * @param {string} outDir
 * @returns {Promise<Entry[]>}
 */
async function programFiles(outDir) {
  const code = join(outDir, ".server");
  const { packages, wasm } = await writeServerCode(code);
  const inApp = JSON.parse(readFileSync(inRoot("dist", "app-packages.json"), "utf8"));
  const manifest = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  const files = [
    ...folderEntries(code, "program/server"),
    ...folderEntries(inRoot("dist", "app"), "program/dist/app").filter(({ path }) => !LEFT_OUT.test(path)),
    ...folderEntries(inRoot("templates"), "program/templates"),
    ...wasm.flatMap(withManifest),
    text("program/package.json", `${JSON.stringify({ name: "ziping", version: manifest.version, type: "module" })}\n`),
    copied("program/launch.js", inRoot("scripts", "bundle", "launch.js")),
    text("THIRD-PARTY.txt", thirdPartyText([...packages, ...inApp])),
  ];
  rmSync(code, { recursive: true, force: true });
  return [...new Map(files.map((entry) => [entry.path, entry])).values()];
}

/**
 * What lies beside the program.
 * @param {{ version: string, runtime: string, target: import("./targets.js").Target }} about
 * @returns {Entry[]}
 */
function besides(about) {
  const { target, version, runtime } = about;
  const windows = target.platform === "win32";
  const service = windows ? "windows-service.md" : "ziping.service";
  return [
    { ...copied(windows ? "runtime/node.exe" : "runtime/node", runtimeFor(target)), executable: true },
    text("README.txt", readmeText(about)),
    text("VERSION", `ziping ${version}\ntarget ${target.name}\nnode ${runtime}\n`),
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
