// @ts-check
import { spawn, spawnSync } from "node:child_process";
import { constants } from "node:os";
import { inRoot, pinnedNode, ROOT } from "./project.js";

/**
 * What the runtime has compiled once, it takes from here the next time: a command starts in a third of the time.
 * @param {NodeJS.ProcessEnv} env
 */
const remembering = (env) => ({ NODE_COMPILE_CACHE: inRoot("node_modules", ".cache", "node-compile"), ...env });

function runtime() {
  const node = pinnedNode();
  if (!node) throw new Error("the pinned runtime is missing from node_modules/node");
  return node;
}

/**
 * Runs a program on the pinned runtime beside others; its output is collected.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function runBeside(args, env = process.env) {
  const child = spawn(runtime(), args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], env: remembering(env) });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (more) => {
      output += more;
    });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ ok: false, output: `${output}${error}` }));
    child.once("close", (code) => resolve({ ok: code === 0, output }));
  });
}

/**
 * Runs a program on the pinned runtime and waits; its output is shown as it comes.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {number} exit code
 */
export function runOpenly(args, env = process.env) {
  return spawnSync(runtime(), args, { cwd: ROOT, stdio: "inherit", env: remembering(env) }).status ?? 1;
}

/**
 * Hands the terminal over to a program on the pinned runtime, passes requests to stop on, and ends with its exit code.
 * A Ctrl-C reaches the program from the terminal as well: it has to take a repeated request for one.
 * @param {string[]} args
 */
export function becomeProgram(args) {
  const child = spawn(runtime(), args, { cwd: ROOT, stdio: "inherit", env: remembering(process.env) });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) whenParentEnds(() => child.kill("SIGTERM"));
  child.on("error", (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));
}

/**
 * npm passes SIGTERM to the shell that it has started, and a shell passes nothing on.
 * @param {() => void} act
 */
function whenParentEnds(act) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, 200);
}
