import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cycleOverview, cycleProgress } from "#core/api/cycle.ts";
import type { Endpoint } from "#core/api/endpoint.ts";
import { acrossDistricts, getReview, getReviewItem, reviewList } from "#core/api/review.ts";
import { sectionItems } from "#core/template/outline.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { type ApiInput, callApi } from "#mocks/call-api.ts";
import { expectOk } from "#mocks/seed.ts";
import { CITY_PREFIX, findPerson } from "#server/services/demo/demo-people.ts";
import { seedDemo } from "#server/services/demo/seed-demo.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { readTemplates } from "#server/templates/read-folder.ts";
import { quantile, type Row } from "./row.ts";

const DISTRICTS = 40;
const FILES = 5;
const YEAR = 2022;
const CALLS = 50;
const WARM_UP = 3;
const AT_ONCE = 4;
const BUDGET = 200;

/** The city's screens over the demonstration: forty districts in all phases, five files under every item. */
export async function reviewBench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "ziping-bench-"));
  const templates = await readTemplates("templates");
  if (!templates.ok) throw new Error("the checklists cannot be read");
  const app = await assembleApp({ store: openSqlite(join(folder, "ziping.sqlite")), templates: templates.value });
  try {
    return await measure(app);
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(app: MockApp): Promise<Row[]> {
  const started = performance.now();
  const { cycleId, submissionId, itemKey, supervisorId } = await seed(app);
  const rows: Row[] = [{ name: "演示数据生成", value: performance.now() - started, unit: "ms", budget: 60_000 }];
  const calls: [string, Endpoint, ApiInput][] = [
    ["总览", cycleOverview, { params: { cycleId } }],
    ["按条目看各区县", acrossDistricts, { params: { cycleId, itemKey } }],
    ["各区县进度", cycleProgress, { params: { cycleId } }],
    ["审核列表", reviewList, { params: { cycleId } }],
    ["一个区县的条目", getReview, { params: { submissionId } }],
    ["一个条目", getReviewItem, { params: { submissionId, itemKey } }],
  ];
  app.become(supervisorId);
  for (const [name, endpoint, input] of calls) {
    const ask = () => timed(app, name, endpoint, input);
    for (let at = 0; at < WARM_UP; at += 1) await ask();
    rows.push(p95(`${name}（${DISTRICTS}个区县，服务器）`, await inTurn(ask)));
    rows.push(p95(`${name}（同上，${AT_ONCE}个请求同时）`, await together(ask)));
  }
  return rows;
}

const p95 = (name: string, times: readonly number[]): Row => ({
  name: `${name}第95百分位`,
  value: quantile(times, 0.95),
  unit: "ms",
  budget: BUDGET,
});

async function timed(app: MockApp, name: string, endpoint: Endpoint, input: ApiInput): Promise<number> {
  const started = performance.now();
  const { status } = await callApi(app, endpoint, input);
  if (status !== 200) throw new Error(`${name}: ${status}`);
  return performance.now() - started;
}

async function inTurn(ask: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < CALLS; at += 1) times.push(await ask());
  return times;
}

/** Four that each ask again as soon as they are answered. */
async function together(ask: () => Promise<number>): Promise<number[]> {
  let left = CALLS;
  const each = async (): Promise<number[]> => {
    const times: number[] = [];
    while (left > 0) {
      left -= 1;
      times.push(await ask());
    }
    return times;
  };
  return (await Promise.all(Array.from({ length: AT_ONCE }, each))).flat();
}

async function seed({ deps }: MockApp) {
  const { db } = deps.store;
  const template = deps.templates.templates.find(({ id, version }) => id === "cq-duty" && version === String(YEAR));
  if (!template) throw new Error("the published checklist is missing");
  const wish = { seed: "bench", template, year: YEAR, districts: DISTRICTS, items: undefined, files: FILES };
  expectOk(await seedDemo(deps, { ...wish, passwordHash: await deps.auth.hashPassword("bench") }));
  const supervisor = await findPerson(db, CITY_PREFIX, "supervisor");
  const cycle = await db.selectFrom("cycle").select("id").executeTakeFirst();
  const concluded = await db
    .selectFrom("submission_flow")
    .select("submission_id")
    .where("phase", "=", "concluded")
    .executeTakeFirst();
  const itemKey = sectionItems(template)[0]?.item.key;
  if (!supervisor || !cycle || !concluded || itemKey === undefined) throw new Error("nothing was seeded");
  return { cycleId: cycle.id, submissionId: concluded.submission_id, itemKey, supervisorId: supervisor.accountId };
}
