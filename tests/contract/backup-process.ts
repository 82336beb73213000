import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export interface Command {
  child: ChildProcess;
  output: () => string;
  ended: Promise<unknown>;
}

/** The command line as a process of its own, beside whatever else runs. */
export function spawnCommand(args: readonly string[], env: Readonly<Record<string, string>>): Command {
  const child = spawn(process.execPath, ["src/cli/main.ts", ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (more) => (text += more));
  return { child, output: () => text, ended: once(child, "close") };
}

/** Runs it to its end; fails where it does. */
export async function command(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { child, output, ended } = spawnCommand(args, env);
  await ended;
  if (child.exitCode !== 0) throw new Error(`${args.join(" ")} ended with ${child.exitCode}:\n${output()}`);
  return output();
}
