// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** @param {string[]} parts */
export const inRoot = (...parts) => join(ROOT, ...parts);

/** The runtime that the project is tested on, brought by the npm package `node`; undefined until it is installed. */
export function pinnedNode() {
  const file = inRoot("node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  return existsSync(file) ? file : undefined;
}

/**
 * The JavaScript file behind a command of an installed package, so that it runs on the pinned runtime on every platform.
 * @param {string} packageName
 * @param {string} [command]
 */
export function commandFile(packageName, command = packageName) {
  const folder = inRoot("node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[command]);
}

/** @param {string} line */
export const say = (line) => console.log(`[ziping] ${line}`);
