import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { emptyAnswer } from "#core/answer/answer.ts";
import { fillPath } from "#core/api/endpoint.ts";
import { saveAnswer } from "#core/api/submission.ts";
import { startPostgres } from "#mocks/start-postgres.ts";
import { type Bare, barePostgres, bareSqlite } from "./bare-engine.ts";
import { type Product, withProduct } from "./product.ts";
import { quantile, type Row } from "./row.ts";

/** Nobody waits longer than this for 99 of 100 saves. */
const PATIENCE_MS = 100;
const LEVELS = [1, 2, 4, 8, 16, 32];
const SPAN_MS = 3000;
/** an item of the usual length */
const PROSE = "全区一般公共预算教育支出比上年增长，两个只增不减的要求得到落实。".repeat(12);

/** A save by a writer, as often as it is called; resolves when it is safe. */
type Save = (writer: number) => Promise<void>;

interface Level {
  writers: number;
  perSecond: number;
  p99: number;
}

/** Writers that never rest, each on an item of its own, and the bare engine under as many. */
export async function writersBench(): Promise<Row[]> {
  const sqlite = await withProduct(async (product) =>
    measure("SQLite", product, bareSqlite(join(product.folder, "bare.sqlite"), BODY)),
  );
  const { url, stop } = await startPostgres();
  try {
    const work = async (product: Product) =>
      measure("PostgreSQL", product, await barePostgres(url, BODY, Math.max(...LEVELS)));
    return [...sqlite, ...(await withProduct(work, { DATABASE_URL: url }))];
  } finally {
    await stop();
  }
}

async function measure(name: string, product: Product, bare: Bare): Promise<Row[]> {
  const save = overHttp(product);
  // for prepared statements and compiled code
  await run(4, save);
  const levels: Level[] = [];
  for (const writers of LEVELS) levels.push(await run(writers, save));
  const sustained = levels.filter(({ p99 }) => p99 < PATIENCE_MS).at(-1) ?? levels[0];
  if (!sustained) throw new Error("no level was measured");
  const engine = await run(sustained.writers, bare.save);
  await bare.close();
  return [
    { name: `${name}：同时不停保存的人数`, value: sustained.writers, unit: "人" },
    { name: `${name}：此时第99百分位`, value: sustained.p99, unit: "ms", budget: PATIENCE_MS },
    { name: `${name}：此时保存`, value: sustained.perSecond, unit: "次/s" },
    { name: `${name}：裸引擎同样人数直接插入并提交`, value: engine.perSecond, unit: "次/s" },
    { name: `${name}：裸引擎与保存之比`, value: engine.perSecond / sustained.perSecond, unit: "×" },
  ];
}

async function run(writers: number, save: Save): Promise<Level> {
  const times: number[] = [];
  const from = performance.now();
  const write = async (writer: number): Promise<void> => {
    while (performance.now() - from < SPAN_MS) {
      const before = performance.now();
      await save(writer);
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  const seconds = (performance.now() - from) / 1000;
  return { writers, perSecond: times.length / seconds, p99: quantile(times, 0.99) };
}

function overHttp({ origin, cookie, submission }: Product): Save {
  const agent = new Agent({ keepAlive: true });
  const items = submission.items.filter(({ answer, writable }) => writable && answer.narrative);
  const bases = items.map(({ revision }) => revision);
  return async (writer) => {
    const [item, base] = [items[writer], bases[writer]];
    if (!item || base === undefined) throw new Error("the sample has fewer items than there are writers");
    const answer = { ...item.answer, narrative: `${PROSE}第${base + 1}稿。` };
    const path = fillPath(saveAnswer.path, { submissionId: submission.id, itemKey: item.itemKey });
    const headers = { cookie, "content-type": "application/json" };
    const refused = await new Promise<string>((resolve, reject) => {
      const sent = request(origin + path, { method: saveAnswer.method, agent, headers }, (response) => {
        text(response).then((body) => resolve(response.statusCode === 200 ? "" : body), reject);
      });
      sent.once("error", reject);
      sent.end(JSON.stringify({ base, answer, key: randomUUID() }));
    });
    if (refused !== "") throw new Error(`the save was refused: ${refused}`);
    bases[writer] = base + 1;
  };
}

const BODY = JSON.stringify({ ...emptyAnswer(), narrative: PROSE });
