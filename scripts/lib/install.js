// @ts-check
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { delimiter } from "node:path";
import { readStamp, writeStamp } from "./fingerprint.js";
import { inRoot, pinnedNode, ROOT, say } from "./project.js";

const LOCK = inRoot("package-lock.json");
const STAMP = inRoot("node_modules", ".ziping-stamp");

/** Installs what the lock file says when node_modules does not hold it; ends the process when that fails. */
export function ensureInstalled() {
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major < 20) fail(`需要 Node 20 或更高版本，当前为 ${process.version} / Node 20 or newer is needed`);
  const stamp = `${createHash("sha256").update(readFileSync(LOCK)).digest("hex")} ${process.platform}-${process.arch}`;
  if (pinnedNode() && readStamp(STAMP) === stamp) return;
  install();
  if (!pinnedNode()) {
    fail(
      "依赖已安装，但缺少 node_modules/node/bin 中的运行环境；请检查 npm 是否禁用了安装脚本（ignore-scripts） / the runtime is missing: does npm ignore install scripts?",
    );
  }
  writeStamp(STAMP, stamp);
}

function install() {
  say("正在安装依赖，首次约需几分钟 / installing dependencies, a few minutes the first time …");
  const started = Date.now();
  // `npm ci` refuses a lock file that was written where some platform's optional packages could not be seen
  const options = ["--no-save", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const result = spawnSync("npm", ["install", ...options], {
    cwd: ROOT,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: environmentOutside(),
  });
  if (result.status !== 0) {
    fail(`依赖安装失败（npm install），请检查网络或 npm 镜像设置后重试 / installation failed ${result.error ?? ""}`);
  }
  say(`依赖安装完成，用时 ${Math.round((Date.now() - started) / 1000)} 秒 / dependencies installed`);
}

/** npm must run on the machine's own Node: the pinned runtime is among the things that it may replace. */
function environmentOutside() {
  const env = { ...process.env };
  for (const key of Object.keys(env).filter((name) => name.toUpperCase() === "PATH")) {
    env[key] = (env[key] ?? "")
      .split(delimiter)
      .filter((folder) => !folder.startsWith(inRoot("node_modules")))
      .join(delimiter);
  }
  return env;
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(`[ziping] ${message}`);
  process.exit(1);
}
