import { readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { importPackage, receivedPackage } from "#core/api/package.ts";
import { NO_DECISIONS } from "#core/package/plan.ts";
import { template } from "#core/template/schema.ts";
import { freePort } from "#mocks/free-port.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { openPostgres } from "#server/store/postgres.ts";
import type { Db, Store } from "#server/store/store.ts";
import { makeRegistry, type Registry } from "#server/templates/registry.ts";
import { emptyPostgres } from "#tests/contract/each-store.ts";
import { signUp } from "#tests/contract/server-year.ts";
import { attach, exported, filled, type Place } from "#tests/fixtures/package-places.ts";
import { newDataFolder, removeDataFolder, type ServerProcess, startServer } from "#tests/journeys/server-process.ts";

/** How often a server is killed; each time a little later after the confirmation has been sent. */
const KILLS = Number(process.env.KILLS ?? 4);
const STEP_MS = 20;
const FILES = 40;

interface Case {
  name: string;
  prepare: (folder: string) => Promise<{ env: Record<string, string>; open: () => Store; drop: () => Promise<void> }>;
}

const CASES: Case[] = [
  {
    name: "SQLite",
    prepare: async (folder) => ({
      env: {},
      open: () => openSqlite(`${folder}/ziping.sqlite`),
      drop: async () => undefined,
    }),
  },
  {
    name: "PostgreSQL",
    prepare: async () => {
      const { url, drop } = await emptyPostgres();
      const idle: Error[] = [];
      return { env: { DATABASE_URL: url }, open: () => openPostgres(url, (error) => idle.push(error)), drop };
    },
  },
];

/** What an import writes, whole or not at all. */
async function written(
  db: Db,
): Promise<{ submissions: number; revisions: number; evidence: number; imported: number }> {
  const count = async (table: "submission" | "answer_revision" | "evidence"): Promise<number> =>
    (await db.selectFrom(table).selectAll().execute()).length;
  const imported = await db.selectFrom("parcel").selectAll().where("imported_at", "is not", null).execute();
  return {
    submissions: await count("submission"),
    revisions: await count("answer_revision"),
    evidence: await count("evidence"),
    imported: imported.length,
  };
}
const NOTHING = { submissions: 0, revisions: 0, evidence: 0, imported: 0 };
const ALL = { submissions: 1, revisions: 2, evidence: FILES, imported: 1 };

describe.each(CASES)("a server on $name that is killed while it imports a package", ({ prepare }) => {
  let dataFolder: string;
  let server: ServerProcess | undefined;
  let from: Place;

  beforeEach(async () => {
    dataFolder = await newDataFolder();
    from = await filled({ templates: await plainRegistry() });
    for (let index = 1; index < FILES; index += 1) await attach(from, `材料${index}`);
  });
  afterEach(async () => {
    await server?.kill();
    await removeDataFolder(dataFolder);
  });

  it(
    "has written all of it or nothing, and imports it when it is asked again",
    async () => {
      const bytes = await exported(from);
      const { env, open, drop } = await prepare(dataFolder);
      const port = await freePort();
      server = await startServer({ dataFolder, port, env });
      const cookie = await signUp(server);
      const outcomes: string[] = [];
      for (let kill = 0; kill < KILLS; kill += 1) {
        const received = await receive(server, cookie, bytes);
        const answer = confirm(server, cookie, received).then(
          (response) => response.status,
          () => undefined,
        );
        await delay(kill * STEP_MS);
        await server.kill();
        const status = await answer;
        const store = open();
        const now = await written(store.db);
        await store.close();
        // what was answered is there; what was not is there whole or not at all
        if (status === 200 || now.imported > 0) expect(now).toEqual(ALL);
        else expect(now).toEqual(NOTHING);
        outcomes.push(now.imported > 0 ? "all" : "nothing");
        server = await startServer({ dataFolder, port, env });
      }
      expect(outcomes[0]).toBe("nothing");
      const again = await confirm(server, cookie, await receive(server, cookie, bytes));
      expect(again.status).toBe(200);
      expect(await server.stop()).toBe(0);
      server = undefined;
      const store = open();
      expect(await written(store.db)).toEqual(ALL);
      if (store.kind === "sqlite")
        expect((await sql`pragma integrity_check`.execute(store.db)).rows).toEqual([{ integrity_check: "ok" }]);
      await store.close();
      await aged(join(dataFolder, "files", "tmp"));
      server = await startServer({ dataFolder, port, env });
      expect(await server.stop()).toBe(0);
      server = undefined;
      expect(await readdir(join(dataFolder, "files", "tmp"))).toEqual([]);
      await drop();
    },
    60_000 + KILLS * 8000,
  );
});

/** What a kill left half-written, as a start two days later finds it: until then it may be another process's. */
async function aged(folder: string): Promise<void> {
  const then = new Date(Date.now() - 48 * 3_600_000);
  for (const name of await readdir(folder)) await utimes(join(folder, name), then, then);
}

/** The small checklist without its indicator, which no installation knows. */
async function plainRegistry(): Promise<Registry> {
  const { templates } = await smallRegistry();
  const text = JSON.stringify(templates).replaceAll(',"indicator":"education-spending"', "");
  return makeRegistry(template.array().parse(JSON.parse(text)), [], [], undefined);
}

async function receive(server: ServerProcess, cookie: string, body: Uint8Array<ArrayBuffer>) {
  const response = await fetch(`${server.origin}/api/packages`, { method: "POST", headers: { cookie }, body });
  const told: unknown = await response.json();
  expect(response.status, JSON.stringify(told)).toBe(200);
  return receivedPackage.parse(told);
}

const confirm = (server: ServerProcess, cookie: string, { packageId, digest }: { packageId: string; digest: string }) =>
  fetch(server.origin + importPackage.path.replace(":packageId", packageId), {
    method: "POST",
    headers: { cookie, "content-type": "application/json" },
    body: JSON.stringify({ digest, decisions: NO_DECISIONS }),
  });
