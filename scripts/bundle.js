// @ts-check
// `npm run bundle -- --target linux-x64|win-x64`: one archive in dist/bundle, for machines without Node and internet.
import { parseArgs } from "node:util";
import { ensureBuilt } from "./lib/build.js";
import { ensureInstalled } from "./lib/install.js";
import { inRoot, say } from "./lib/project.js";

const MEGABYTE = 1024 * 1024;

ensureInstalled();
// what they need is there only now
const { writeBundles } = await import("./bundle/bundle.js");
const { TARGETS } = await import("./bundle/targets.js");

const { values } = parseArgs({ options: { target: { type: "string", multiple: true } } });
const wanted = values.target ?? [];
const chosen = TARGETS.filter(({ name }) => wanted.includes(name));
if (chosen.length === 0 || chosen.length < wanted.length) {
  fail(`请用 --target 写明 ${TARGETS.map(({ name }) => name).join(" 或 ")} / name the target`);
} else {
  const built = await ensureBuilt();
  if (built.ok) await writeAll();
  else fail(built.output);
}

async function writeAll() {
  for (const { file, bytes, unpackedBytes } of await writeBundles(chosen, { outDir: inRoot("dist", "bundle") })) {
    const size = (/** @type {number} */ count) => `${(count / MEGABYTE).toFixed(0)} MB`;
    say(`${file}  ${size(bytes)}，解压后 ${size(unpackedBytes)} / unpacked`);
  }
}

/** @param {string} message */
function fail(message) {
  console.error(`[ziping] ${message}`);
  process.exitCode = 1;
}
