// @ts-check
// Types, lint, unused code, templates and the import table: what can be said without running the product.
import { runChecks, staticChecks } from "./lib/checks.js";
import { ensureInstalled } from "./lib/install.js";
import { commandFile } from "./lib/project.js";
import { runBeside } from "./lib/run.js";

ensureInstalled();
const architecture = {
  name: "architecture",
  run: () => runBeside([commandFile("vitest"), "run", "--project", "unit", "tests/architecture"]),
};
const { failed } = await runChecks([...staticChecks(), architecture]);
if (failed > 0) process.exitCode = 1;
