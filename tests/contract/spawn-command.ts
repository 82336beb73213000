import { type Program, spawnProgram } from "#tests/fixtures/spawn-program.ts";

/** The command line as a process of its own, beside whatever else runs. */
export const spawnCommand = (args: readonly string[], env: Readonly<Record<string, string>>): Program =>
  spawnProgram(["src/cli/main.ts", ...args], env);

/** Runs it to its end; fails where it does. */
export async function command(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { child, output, ended } = spawnCommand(args, env);
  await ended;
  if (child.exitCode !== 0) throw new Error(`${args.join(" ")} ended with ${child.exitCode}:\n${output()}`);
  return output();
}
