// @ts-check
import { ensureBuilt } from "./lib/build.js";
import { ensureInstalled } from "./lib/install.js";

ensureInstalled();
const built = await ensureBuilt({ always: !process.argv.includes("--if-stale") });
if (built.output) console.error(built.output);
if (!built.ok) process.exitCode = 1;
