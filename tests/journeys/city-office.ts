import { once } from "node:events";
import type { Server } from "node:http";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { freePort } from "#mocks/free-port.ts";
import { actorOf, expectOk, submissionOf } from "#mocks/seed.ts";
import { bringTo, type SeededCity, seedCity } from "#mocks/seed-review.ts";
import { moveProblem, planProblem } from "#server/services/review/problems.ts";
import { readFrozenItem } from "#server/services/review/snapshot-rows.ts";
import { giveVerdict } from "#server/services/review/verdicts.ts";
import { staticFiles } from "#server/static-files.ts";
import type { ServerProcess } from "./server-process.ts";

export interface CityOffice {
  server: ServerProcess;
  /** the inspector's words on everything of the first district that is scored */
  decideAll: () => Promise<void>;
  /** the first district states what it did about its only problem, and reports it */
  reportProblem: () => Promise<void>;
}

const DIST = fileURLToPath(new URL("../../dist/app", import.meta.url));

/** The real application over a store in memory: a city with two districts, the first of them under review. */
export async function openCityOffice(): Promise<CityOffice> {
  const port = await freePort();
  const app = await buildApp({ cookies: true, replace: { staticFiles: staticFiles(DIST) } });
  const seeded = await seedCity(app);
  await bringTo(app, seeded, seeded.districts[0], "reviewing");
  const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1", overrideGlobalObjects: false }) as Server;
  const stop = async (): Promise<number> => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
    await app.close();
    return 0;
  };
  return {
    server: {
      origin: `http://127.0.0.1:${port}`,
      port,
      dataFolder: "",
      output: () => JSON.stringify(app.logged.filter(({ level }) => level === "error")),
      setUpCode: async () => "",
      stop,
      kill: async () => {
        await stop();
      },
    },
    decideAll: () => decideAll(app, seeded),
    reportProblem: () => reportProblem(app, seeded),
  };
}

const GIVEN = {
  spending: {
    verdict: "mostly-met",
    score: "30.34",
    deductions: [{ points: "3", reason: "拨款文件不全" }],
    opinion: "拨款文件不全，应予补充。",
  },
  pay: { verdict: "met", score: "33.33", deductions: [], opinion: "" },
  "new-schools": { verdict: "met", score: "33.33", deductions: [], opinion: "" },
} as const;

async function decideAll({ deps }: MockApp, { inspector, districts }: SeededCity): Promise<void> {
  const { db } = deps.store;
  const submissionId = submissionOf(districts[0]);
  for (const [itemKey, { deductions, ...given }] of Object.entries(GIVEN)) {
    const frozen = await readFrozenItem(db, { submissionId, round: 1 }, itemKey);
    if (!frozen) throw new Error(`${itemKey} was not frozen`);
    const verdict = { base: 0, key: `key-${itemKey}-0001`, itemHash: frozen.hash, agenda: false };
    expectOk(
      await giveVerdict(
        deps,
        db,
        inspector,
        { submissionId, itemKey },
        { ...given, ...verdict, deductions: [...deductions] },
      ),
    );
  }
}

async function reportProblem({ deps }: MockApp, { districts }: SeededCity): Promise<void> {
  const { db } = deps.store;
  const editor = actorOf(districts[0], "editor");
  const problem = async () => db.selectFrom("problem").select(["id", "version"]).executeTakeFirstOrThrow();
  const { id, version } = await problem();
  const plan = { measure: "补齐拨款文件", unit: "区财政局", person: "张三", due: "2999-01-01" };
  expectOk(await planProblem(deps, db, editor, id, { version, ...plan }));
  const planned = await problem();
  expectOk(await moveProblem(deps, db, editor, id, { version: planned.version, event: "report", note: "已补齐" }));
}
