import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const SET_UP_CODE = /\b([0-9A-Z]{4}(?:-[0-9A-Z]{4}){2})\b/;

/** The real server as its own process, on a port and a data folder of its own. */
export interface ServerProcess {
  origin: string;
  port: number;
  dataFolder: string;
  /** everything printed so far */
  output: () => string;
  /** the one-time code of an empty data folder */
  setUpCode: () => Promise<string>;
  /** asks it to end and gives its exit code */
  stop: () => Promise<number | null>;
  /** ends it without a chance to clean up */
  kill: () => Promise<void>;
}

interface Options {
  dataFolder: string;
  port: number;
  env?: Readonly<Record<string, string>>;
}

export const newDataFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "ziping-journey-"));

export const removeDataFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

export async function startServer({ dataFolder, port, env = {} }: Options): Promise<ServerProcess> {
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ["src/server/main.ts"], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOST: "127.0.0.1", PORT: String(port), DATA_DIR: dataFolder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = collect(child);
  const ended = once(child, "exit");
  await Promise.race([printed.until(new RegExp(`${origin}\\b`)), ended]);
  if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${printed.text()}`);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await ended;
    }
    return child.exitCode;
  };
  return {
    origin,
    port,
    dataFolder,
    output: printed.text,
    setUpCode: async () => (await printed.until(SET_UP_CODE))[1] ?? "",
    stop: () => end("SIGTERM"),
    kill: async () => {
      await end("SIGKILL");
    },
  };
}

function collect(child: ChildProcess) {
  let text = "";
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      for (const watcher of watchers) watcher();
    });
  }
  /** the first match, now or when it comes; a test's own limit ends a wait in vain */
  const until = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve) => {
      const look = () => {
        const match = pattern.exec(text);
        if (match) resolve(match);
      };
      watchers.add(look);
      look();
    });
  return { text: () => text, until };
}
