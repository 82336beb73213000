// @ts-check
import { availableParallelism } from "node:os";
import { commandFile } from "./project.js";
import { runBeside } from "./run.js";

/**
 * @typedef {{ ok: boolean, output: string }} Outcome
 * @typedef {{ name: string, run: () => Outcome | Promise<Outcome> }} Check
 */

/**
 * What must hold beside the tests; what takes longest begins first.
 * @returns {Check[]}
 */
export const staticChecks = () => [
  { name: "types", run: () => runBeside([commandFile("typescript", "tsc"), "-p", "tsconfig.json"]) },
  {
    name: "core compiles alone",
    run: () => runBeside([commandFile("typescript", "tsc"), "-p", "tsconfig.core.json"]),
  },
  { name: "lint", run: () => runBeside([commandFile("@biomejs/biome", "biome"), "check", "--error-on-warnings"]) },
  { name: "unused code", run: () => runBeside([commandFile("knip"), "--no-progress"]) },
  { name: "templates", run: () => runBeside(["src/cli/main.ts", "template", "check"]) },
  { name: "template schema", run: () => runBeside(["src/cli/main.ts", "template", "schema", "--check"]) },
];

/**
 * Runs every check to the end, also after a failure, as many at a time as there are cores, and reports each.
 * @param {Check[]} checks
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks(checks) {
  const tally = { passed: 0, failed: 0 };
  const waiting = [...checks];
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const started = Date.now();
      const { ok, output } = await check.run();
      tally[ok ? "passed" : "failed"] += 1;
      console.log(`${ok ? "✓" : "✗"} ${check.name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
      if (!ok) console.log(output);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return tally;
}
