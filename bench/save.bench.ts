import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import type { Answer } from "#core/answer/answer.ts";
import { fillPath } from "#core/api/endpoint.ts";
import { type ItemState, saveAnswer } from "#core/api/submission.ts";
import { type Product, withProduct } from "./product.ts";
import { quantile, type Row } from "./row.ts";

const SAVES = 300;
/** for prepared statements and compiled code */
const WARM_UP = 20;

interface Times {
  save: number[];
  bare: number[];
}

/** Saves of one item over HTTP, and in between a bare insert of the same bytes with the same promise to the disk. */
export async function saveBench(): Promise<Row[]> {
  const { save, bare } = await withProduct(alternate);
  const row = (name: string, share: number): Row[] => [
    { name: `保存一条（HTTP，SQLite全同步）${name}`, value: quantile(save, share), unit: "ms" },
    { name: `同盘同字节直接插入并提交${name}`, value: quantile(bare, share), unit: "ms" },
    { name: `保存与直接插入之比${name}`, value: quantile(save, share) / quantile(bare, share), unit: "×" },
  ];
  return [...row("中位", 0.5), ...row("第99百分位", 0.99)];
}

async function alternate(product: Product): Promise<Times> {
  const [item] = product.submission.items.filter(({ answer, writable }) => writable && answer.narrative);
  if (!item) throw new Error("the sample has no item to save");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const insert = openBare(join(product.folder, "bare.sqlite"));
  const times: Times = { save: [], bare: [] };
  for (let at = 0; at < WARM_UP + SAVES; at += 1) {
    const answer: Answer = { ...item.answer, narrative: `${item.answer.narrative}（第${1000 + at}稿）` };
    const save = await timed(() => put(product, agent, item, item.revision + at, answer));
    const bare = await timed(async () => insert(at, JSON.stringify(answer)));
    if (at < WARM_UP) continue;
    times.save.push(save);
    times.bare.push(bare);
  }
  agent.destroy();
  return times;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

async function put(
  { origin, cookie, submission }: Product,
  agent: Agent,
  item: ItemState,
  base: number,
  answer: Answer,
) {
  const path = fillPath(saveAnswer.path, { submissionId: submission.id, itemKey: item.itemKey });
  const headers = { cookie, "content-type": "application/json" };
  const status = await new Promise<string>((resolve, reject) => {
    const sent = request(origin + path, { method: saveAnswer.method, agent, headers }, (response) => {
      text(response).then((body) => resolve(response.statusCode === 200 ? "" : body), reject);
    });
    sent.once("error", reject);
    sent.end(JSON.stringify({ base, answer, key: randomUUID() }));
  });
  if (status !== "") throw new Error(`the save was refused: ${status}`);
}

function openBare(file: string): (revision: number, body: string) => void {
  const database = new DatabaseSync(file);
  database.exec("pragma journal_mode = WAL");
  database.exec("pragma synchronous = FULL");
  database.exec("create table answer (revision integer primary key, body text not null)");
  const insert = database.prepare("insert into answer (revision, body) values (?, ?)");
  return (revision, body) => void insert.run(revision, body);
}
