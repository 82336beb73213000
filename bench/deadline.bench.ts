import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Template } from "#core/template/schema.ts";
import { startPostgres } from "#mocks/start-postgres.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { openPostgres } from "#server/store/postgres.ts";
import type { Store } from "#server/store/store.ts";
import { readTemplates } from "#server/templates/read-folder.ts";
import { type Bare, barePostgres, bareSqlite } from "./bare-engine.ts";
import { MIX } from "./deadline-client.ts";
import { hold, PATIENCE_MS, type Place, raise } from "./deadline-load.ts";
import { BODY, type Seat, seedDistricts } from "./deadline-seed.ts";
import { printNeeds } from "./deadline-sizing.ts";
import type { Options } from "./options.ts";
import { launch } from "./product.ts";
import type { Row } from "./row.ts";

interface Measured {
  rows: Row[];
  perSecond: number;
}

/** The evening before the deadline: every district of the country on one machine, more and more people, who never rest. */
export async function deadlineBench(options: Options): Promise<Row[]> {
  const { save, evidence, home, open, item } = MIX;
  process.stdout.write(
    `${options.districts}个区县；每百次操作：保存${save}、上传200 kB材料${evidence}（各3次请求）、首页${home}、打开自评${open}、打开条目${item}\n`,
  );
  const template = await largestTemplate();
  const sqlite = await onSqlite(template, options);
  const pair = await onPostgres(template, options);
  printNeeds({ sqlite: sqlite.perSecond, pair: pair.perSecond });
  return [...sqlite.rows, ...pair.rows];
}

async function largestTemplate(): Promise<Template> {
  const registry = await readTemplates("templates");
  if (!registry.ok) throw new Error("the checklists cannot be read");
  const [largest] = [...registry.value.templates].sort((a, b) => JSON.stringify(b).length - JSON.stringify(a).length);
  if (!largest) throw new Error("there is no checklist");
  return largest;
}

async function onSqlite(template: Template, options: Options): Promise<Measured> {
  return inFolder(async (folder) => {
    const data = join(folder, "data");
    await mkdir(data);
    const seats = await seeded(openSqlite(join(data, "ziping.sqlite")), template, options, "SQLite");
    const server = await launch(data, {});
    try {
      const place = { origins: [server.origin], seats, pids: [server.pid] };
      return await measure("单进程SQLite", place, bareSqlite(join(folder, "bare.sqlite"), BODY), options);
    } finally {
      await server.stop();
    }
  });
}

async function onPostgres(template: Template, options: Options): Promise<Measured> {
  const { url, stop } = await startPostgres();
  try {
    return await inFolder(async (folder) => {
      const seats = await seeded(
        openPostgres(url, () => undefined),
        template,
        options,
        "PostgreSQL",
      );
      const env = { DATABASE_URL: url, FILES_URL: pathToFileURL(join(folder, "files")).href };
      const servers = [await launch(join(folder, "a"), env), await launch(join(folder, "b"), env)];
      try {
        const place = { origins: servers.map(({ origin }) => origin), seats, pids: servers.map(({ pid }) => pid) };
        return await measure("双进程PostgreSQL", place, await barePostgres(url, BODY, 16), options);
      } finally {
        for (const server of servers) await server.stop();
      }
    });
  } finally {
    await stop();
  }
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "ziping-bench-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function seeded(store: Store, template: Template, { districts }: Options, name: string): Promise<Seat[]> {
  const before = performance.now();
  const seats = await seedDistricts(store, template, districts);
  await store.close();
  process.stdout.write(`${name}：生成${districts}个区县，${((performance.now() - before) / 1000).toFixed(1)} s\n`);
  return seats;
}

async function measure(name: string, place: Place, bare: Bare, { seconds, minutes }: Options): Promise<Measured> {
  const { best, errors, firstError } = await raise(place, seconds);
  const engine = await bareRate(bare, best.clients, seconds);
  const held = await hold(place, best.clients, minutes);
  const told = firstError ?? held.level.firstError;
  if (told !== undefined) process.stdout.write(`  第一个出错的请求：${told}\n`);
  const row = (text: string, value: number, unit: Row["unit"], budget?: number): Row => ({
    name: `${name}：${text}`,
    value,
    unit,
    ...(budget === undefined ? {} : { budget }),
  });
  return {
    perSecond: best.perSecond,
    rows: [
      row("同时不停操作的人数", best.clients, "人"),
      row("此时请求", best.perSecond, "次/s"),
      row("此时第99百分位", best.p99, "ms", PATIENCE_MS),
      row("出错", errors + held.level.errors, "处", 0),
      row("裸引擎同样人数插入并提交", engine, "次/s"),
      row("裸引擎与请求之比", engine / best.perSecond, "×"),
      row(`持续${minutes}分钟：请求`, held.level.perSecond, "次/s"),
      row(`持续${minutes}分钟：第99百分位`, held.level.p99, "ms", PATIENCE_MS),
      row(`持续${minutes}分钟：内存最高`, held.peak, "MB"),
      row(`持续${minutes}分钟：内存末段比前段多`, held.growth, "MB"),
    ],
  };
}

async function bareRate(bare: Bare, writers: number, seconds: number): Promise<number> {
  const until = performance.now() + Math.min(3, seconds) * 1000;
  const from = performance.now();
  let done = 0;
  const write = async (writer: number): Promise<void> => {
    while (performance.now() < until) {
      await bare.save(writer);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  const rate = done / ((performance.now() - from) / 1000);
  await bare.close();
  return rate;
}
