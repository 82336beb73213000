import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Program, spawnProgram } from "#tests/fixtures/spawn-program.ts";

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

/** The server as `npm start` starts it, on its way up or down. */
export const spawnServer = ({ dataFolder, port, env = {} }: Options): Program =>
  spawnProgram(["src/server/start.ts"], { HOST: "127.0.0.1", PORT: String(port), DATA_DIR: dataFolder, ...env });

export async function startServer(options: Options): Promise<ServerProcess> {
  const { dataFolder, port } = options;
  const origin = `http://127.0.0.1:${port}`;
  const { child, output, until, ended } = spawnServer(options);
  await Promise.race([until(new RegExp(`${origin}\\b`)), ended]);
  if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return {
    origin,
    port,
    dataFolder,
    output,
    setUpCode: async () => (await until(SET_UP_CODE))[1] ?? "",
    stop: () => end("SIGTERM"),
    kill: async () => {
      await end("SIGKILL");
    },
  };
}
