// @ts-check
import { commandFile } from "./project.js";
import { runQuietly } from "./run.js";

/**
 * @typedef {{ ok: boolean, output: string }} Outcome
 * @typedef {{ name: string, run: () => Outcome | Promise<Outcome> }} Check
 */

/**
 * What must hold beside the tests, cheapest first.
 * @returns {Check[]}
 */
export const staticChecks = () => [
  { name: "types", run: () => runQuietly([commandFile("typescript", "tsc"), "-p", "tsconfig.json"]) },
  {
    name: "core compiles alone",
    run: () => runQuietly([commandFile("typescript", "tsc"), "-p", "tsconfig.core.json"]),
  },
  { name: "lint", run: () => runQuietly([commandFile("@biomejs/biome", "biome"), "check", "--error-on-warnings"]) },
  { name: "unused code", run: () => runQuietly([commandFile("knip"), "--no-progress"]) },
  { name: "templates", run: () => runQuietly(["src/cli/main.ts", "template", "check"]) },
  { name: "template schema", run: () => runQuietly(["src/cli/main.ts", "template", "schema", "--check"]) },
];

/**
 * Runs every check to the end, also after a failure, and reports each.
 * @param {Check[]} checks
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks(checks) {
  const tally = { passed: 0, failed: 0 };
  for (const { name, run } of checks) {
    const started = Date.now();
    const { ok, output } = await run();
    tally[ok ? "passed" : "failed"] += 1;
    console.log(`${ok ? "✓" : "✗"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    if (!ok) console.log(output);
  }
  return tally;
}
