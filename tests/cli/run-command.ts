import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { run } from "#cli/run.ts";

export const SAMPLE_FOLDER = fileURLToPath(new URL("../../templates/samples/yubei-2022", import.meta.url));
export const TEMPLATES_FOLDER = fileURLToPath(new URL("../../templates", import.meta.url));

export interface Outcome {
  code: number;
  said: string[];
  complained: string[];
}

/** Runs the command line in this process. */
export async function runCommand(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  const [said, complained]: [string[], string[]] = [[], []];
  const terminal = { say: (line: string) => said.push(line), complain: (line: string) => complained.push(line), env };
  return { code: await run(args, terminal), said, complained };
}

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "ziping-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
