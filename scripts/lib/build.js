// @ts-check
import { existsSync, rmSync } from "node:fs";
import { fingerprint, readStamp, writeStamp } from "./fingerprint.js";
import { precompress } from "./precompress.js";
import { commandFile, inRoot, say } from "./project.js";
import { runBeside } from "./run.js";

const SOURCES = [
  "src/app",
  "src/core",
  "src/report",
  "public",
  "index.html",
  "vite.config.ts",
  "package-lock.json",
  "scripts/lib/build.js",
  "scripts/lib/pdf-resources.js",
  "scripts/lib/precompress.js",
  "scripts/lib/shipped-packages.js",
];
const OUTPUT = inRoot("dist", "app");
const STAMP = inRoot("dist", ".stamp");

/**
 * Builds the app when its sources have changed since the last build.
 * @param {{ always?: boolean }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export async function ensureBuilt({ always = false } = {}) {
  const stamp = fingerprint(SOURCES);
  if (!always && existsSync(`${OUTPUT}/index.html`) && readStamp(STAMP) === stamp) return { ok: true, output: "" };
  say("正在生成界面文件 / building the app …");
  const started = Date.now();
  rmSync(STAMP, { force: true });
  // a test runner's own NODE_ENV would give a build for development
  const env = { ...process.env, NODE_ENV: "production" };
  const built = await runBeside([commandFile("vite"), "build", "--logLevel", "warn"], env);
  if (!built.ok) return built;
  if (!existsSync(`${OUTPUT}/index.html`)) return { ok: false, output: "vite build left no dist/app/index.html\n" };
  const compressed = await precompress(OUTPUT);
  writeStamp(STAMP, stamp);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  say(`界面文件已生成，用时 ${seconds} 秒，预压缩 ${compressed} 个文件 / app built, ${compressed} files precompressed`);
  return built;
}
