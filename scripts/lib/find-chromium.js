// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { commandFile, say } from "./project.js";
import { runBeside, runOpenly } from "./run.js";

// the one without a window first: it does the same with a quarter less work
const NAMES = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ...["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((key) =>
    process.env[key] ? [join(process.env[key], "Google/Chrome/Application/chrome.exe")] : [],
  ),
];

/** What a browser of the journeys and benches is started with. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * A browser for the journeys: the one that CHROME_PATH names, one that the system has, one that playwright or apt brings.
 * @returns {Promise<string | undefined>}
 */
export async function findChromium() {
  const named = process.env.CHROME_PATH;
  if (named) return existsSync(named) ? named : undefined;
  return onSystem() ?? (await fromPlaywright()) ?? fromApt();
}

export const CHROMIUM_ADVICE = `没有可用的 Chromium，浏览器流程测试无法运行。请任选一种办法：
  1. 已装有 Chrome 或 Chromium：CHROME_PATH=/path/to/chrome npm test
  2. npx playwright-core install chromium
  3. Debian/Ubuntu：sudo apt-get install -y chromium
No Chromium was found${process.env.CHROME_PATH ? ` (CHROME_PATH=${process.env.CHROME_PATH} does not exist)` : ""}: do one of the above.`;

function onSystem() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const suffix = process.platform === "win32" ? ".exe" : "";
  const inPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
  return [...inPath, ...PLACES].find((file) => existsSync(file));
}

async function fromPlaywright() {
  const ownBrowser = async () => {
    const script = `import { chromium } from "playwright-core"; console.log(chromium.executablePath())`;
    const { output } = await runBeside(["--input-type=module", "-e", script]);
    const path = output.trim();
    return existsSync(path) && starts(path) ? path : undefined;
  };
  const present = await ownBrowser();
  if (present) return present;
  say("系统中没有 Chromium，尝试由 playwright 下载 / no Chromium on this system, asking playwright for one …");
  runOpenly([commandFile("playwright-core"), "install", "chromium"]);
  return ownBrowser();
}

function fromApt() {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return undefined;
  say("尝试用 apt-get 安装 Chromium / asking apt-get for Chromium …");
  spawnSync("apt-get", ["update"], { stdio: "inherit" });
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { stdio: "inherit" });
  return onSystem();
}

/**
 * A downloaded browser may lack system libraries, so being there is not enough.
 * @param {string} file
 */
const starts = (file) => spawnSync(file, ["--version", "--no-sandbox"]).status === 0;
