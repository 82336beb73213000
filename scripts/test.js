// @ts-check
// Everything that CI runs. A failure stops nothing: the last line counts them all.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { ensureBuilt } from "./lib/build.js";
import { runChecks, staticChecks } from "./lib/checks.js";
import { CHROMIUM_ADVICE, findChromium } from "./lib/find-chromium.js";
import { findObjectStore, OBJECT_STORE_ADVICE } from "./lib/find-object-store.js";
import { ensureInstalled } from "./lib/install.js";
import { commandFile, inRoot } from "./lib/project.js";
import { runOpenly } from "./lib/run.js";

const REPORT = inRoot("out", "vitest.json");

ensureInstalled();
const checks = await runChecks([
  ...staticChecks(),
  { name: "app build", run: () => ensureBuilt() },
  { name: "a Chromium for the journeys", run: () => chromium() },
  {
    name: "an object store for the contract tests",
    run: () => ({ ok: findObjectStore() !== undefined, output: OBJECT_STORE_ADVICE }),
  },
]);
const tests = runTests();
const passed = checks.passed + tests.passed;
const failed = checks.failed + tests.failed;
console.log(`${passed} passed, ${failed} failed, ${tests.skipped} skipped`);
process.exitCode = failed > 0 ? 1 : 0;

async function chromium() {
  const found = await findChromium();
  if (found) process.env.CHROME_PATH = found;
  return { ok: found !== undefined, output: CHROMIUM_ADVICE };
}

function runTests() {
  rmSync(REPORT, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${REPORT}`];
  const code = runOpenly([commandFile("vitest"), "run", ...reporters, ...process.argv.slice(2)]);
  if (!existsSync(REPORT)) return { passed: 0, failed: 1, skipped: 0 };
  return count(JSON.parse(readFileSync(REPORT, "utf8")), code);
}

/**
 * @typedef {{ status: string, assertionResults: { status: string }[] }} TestFile
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: TestFile[] }} report
 * @param {number} code
 */
function count(report, code) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    // an error outside of every test, or no test at all, shows in the exit code only
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
