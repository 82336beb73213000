// @ts-check
// `node scripts/run.js FILE …` runs a file of the project on the pinned runtime, in a fresh clone as well.
import { ensureInstalled } from "./lib/install.js";
import { becomeProgram } from "./lib/run.js";

ensureInstalled();
becomeProgram(process.argv.slice(2));
