// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { inRoot, say } from "../lib/project.js";

/**
 * A package's files at an exact version, brought by npm when they are not here yet; npm verifies their integrity.
 * Nothing of the project changes, no script of the package runs, and it may be for another platform.
 * @param {{ name: string, version: string }} wanted
 * @returns {string} its folder
 */
export function fetchPackage({ name, version }) {
  const folder = inRoot("node_modules", ".cache", "packages", `${name.replace("/", "-")}-${version}`);
  if (existsSync(folder)) return folder;
  say(`正在由 npm 取得 ${name}@${version} / asking npm for it …`);
  const place = `${folder}.part`;
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const options = ["--prefix", place, "--no-save", "--ignore-scripts", "--force", "--no-audit", "--no-fund"];
  const result = spawnSync("npm", ["install", ...options, "--loglevel=error", `${name}@${version}`], {
    cwd: place,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  const found = join(place, "node_modules", name);
  if (result.status !== 0 || !existsSync(found))
    throw new Error(`npm 没有取得 ${name}@${version}，请检查网络或 npm 镜像设置\n${result.stderr ?? ""}`);
  mkdirSync(dirname(folder), { recursive: true });
  renameSync(found, folder);
  rmSync(place, { recursive: true, force: true });
  return folder;
}
