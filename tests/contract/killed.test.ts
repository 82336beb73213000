import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "#mocks/free-port.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { openPostgres } from "#server/store/postgres.ts";
import type { Store } from "#server/store/store.ts";
import { emptyPostgres } from "#tests/contract/each-store.ts";
import { expectIntact } from "#tests/contract/expect-intact.ts";
import { beginYear } from "#tests/contract/server-year.ts";
import { startWriters } from "#tests/contract/writers.ts";
import { newDataFolder, removeDataFolder, type ServerProcess, startServer } from "#tests/journeys/server-process.ts";

/** KILLS=200 for the full run; KILL_SEED repeats one. */
const KILLS = Number(process.env.KILLS ?? 8);
const SEED = Number(process.env.KILL_SEED ?? 1);
const WRITERS = 8;
/** long enough for several saves of every writer */
const LIFE_MS = 400;

/** Numbers between 0 and 1, the same ones for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Case {
  name: string;
  kills: number;
  prepare: (folder: string) => Promise<{ env: Record<string, string>; open: () => Store; drop: () => Promise<void> }>;
}

const CASES: Case[] = [
  {
    name: "SQLite",
    kills: KILLS,
    prepare: async (folder) => ({
      env: {},
      open: () => openSqlite(`${folder}/ziping.sqlite`),
      drop: async () => undefined,
    }),
  },
  {
    name: "PostgreSQL",
    kills: Math.ceil(KILLS / 4),
    prepare: async () => {
      const { url, drop } = await emptyPostgres();
      const idle: Error[] = [];
      return { env: { DATABASE_URL: url }, open: () => openPostgres(url, (error) => idle.push(error)), drop };
    },
  },
];

describe.each(CASES)("a server on $name that is killed at any moment under eight writers", ({ kills, prepare }) => {
  let dataFolder: string;
  let server: ServerProcess | undefined;

  beforeEach(async () => {
    dataFolder = await newDataFolder();
  });
  afterEach(async () => {
    await server?.kill();
    await removeDataFolder(dataFolder);
  });

  it(
    "loses no acknowledged save, doubles none, and opens clean",
    async () => {
      const { env, open, drop } = await prepare(dataFolder);
      const port = await freePort();
      const next = random(SEED);
      server = await startServer({ dataFolder, port, env });
      const year = await beginYear(server);
      const writers = startWriters(year, WRITERS);
      for (let kill = 0; kill < kills; kill += 1) {
        await delay(next() * LIFE_MS);
        await server.kill();
        server = await startServer({ dataFolder, port, env });
      }
      const acknowledged = await writers.stop();
      expect(await server.stop()).toBe(0);
      server = undefined;
      const store = open();
      expect(acknowledged.length).toBeGreaterThanOrEqual(WRITERS);
      await expectIntact(store, acknowledged);
      await store.close();
      await drop();
    },
    60_000 + kills * 5000,
  );
});
