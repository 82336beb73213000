import { spawnSync } from "node:child_process";
import { randomFillSync, randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { fillPath } from "#core/api/endpoint.ts";
import { saveAnswer } from "#core/api/submission.ts";
import { runBackup } from "#server/backup/run-backup.ts";
import { openDiskFiles } from "#server/files/disk.ts";
import { streamOf } from "#server/files/memory.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { type Product, withProduct } from "./product.ts";
import { quantile, type Row } from "./row.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** BENCH_GIGABYTES=10 for the size of a city */
const GIGABYTES = Number(process.env.BENCH_GIGABYTES ?? "1");
const FILE_BYTES = 2 * 1024 ** 2;
const FILES = Math.round((GIGABYTES * 1024 ** 3) / FILE_BYTES);
const SAVES = 300;

/** A backup beside `cp -r` of the same files on the same disk, and what people who save feel of one. */
export async function backupBench(): Promise<Row[]> {
  return withProduct(async (product) => {
    const data = join(product.folder, "data");
    await fill(data, product.submission.id);
    const resting = await saves(product, () => false, SAVES);
    const copied = timed(() => {
      run("cp", ["-r", join(data, "files"), join(product.folder, "copy")]);
      run("sync", ["-f", join(product.folder, "copy")]);
    });
    run("rm", ["-r", join(product.folder, "copy")]);
    const backup = (to: string, env: Record<string, string> = {}): number =>
      timed(() =>
        run(process.execPath, ["src/cli/main.ts", "backup", "--to", join(product.folder, to)], {
          DATA_DIR: data,
          ...env,
        }),
      );
    const first = backup("plain");
    const second = backup("plain");
    run("rm", ["-r", join(product.folder, "plain")]);
    const encrypted = backup("encrypted", { BACKUP_PASSPHRASE: "a passphrase of a bench" });
    run("rm", ["-r", join(product.folder, "encrypted")]);
    const busy = await savesDuringBackup(product, data);
    const size = `${GIGABYTES} GB`;
    return [
      { name: `cp -r ${size}材料并落盘`, value: copied, unit: "ms" },
      { name: `首次备份${size}（落盘、读回核对）`, value: first, unit: "ms" },
      { name: "首次备份与 cp -r 之比", value: first / copied, unit: "×" },
      { name: "再次备份，没有新材料", value: second, unit: "ms" },
      { name: `首次加密备份${size}`, value: encrypted, unit: "ms" },
      { name: "首次加密备份与 cp -r 之比", value: encrypted / copied, unit: "×" },
      { name: "保存一条第99百分位，平时", value: quantile(resting, 0.99), unit: "ms" },
      {
        name: `保存一条第99百分位，备份期间（${busy.length}次）`,
        value: quantile(busy, 0.99),
        unit: "ms",
        budget: 250,
      },
    ];
  });
}

function timed(work: () => void): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}

function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const { status, stderr } = spawnSync(program, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...env },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
}

/** Files that the database names, without the way over the network. */
async function fill(data: string, submissionId: string): Promise<void> {
  const files = await openDiskFiles(join(data, "files"), new Date());
  const store = openSqlite(join(data, "ziping.sqlite"));
  const { id: added_by } = await store.db.selectFrom("auth_user").select("id").executeTakeFirstOrThrow();
  const bytes = new Uint8Array(FILE_BYTES);
  for (let number = 0; number < FILES; number += 1) {
    const put = await files.put(streamOf(randomFillSync(bytes)), { limit: FILE_BYTES, accept: () => true });
    if (!put.ok) throw new Error(put.error);
    const scan = { submission_id: submissionId, round: 1, hash: "0".repeat(64), file_name: `${number}.pdf` };
    await store.db
      .insertInto("scan")
      .values({ ...scan, ...put.value, id: randomUUID(), added_at: new Date().toISOString(), added_by })
      .execute();
  }
  await store.close();
}

/** Saves one after the other as long as `goOn` says, and at least so many. */
async function saves({ origin, cookie, submission }: Product, goOn: () => boolean, least = 0): Promise<number[]> {
  const [item] = submission.items.filter(({ answer, writable }) => writable && answer.narrative);
  if (!item) throw new Error("the sample has no item to save");
  const path = fillPath(saveAnswer.path, { submissionId: submission.id, itemKey: item.itemKey });
  const headers = { cookie, "content-type": "application/json" };
  const times: number[] = [];
  while (goOn() || times.length < least) {
    const answer = { ...item.answer, narrative: `${item.answer.narrative}（第${base}稿）` };
    const body = JSON.stringify({ base: item.revision + base, answer, key: randomUUID() });
    const before = performance.now();
    const response = await fetch(origin + path, { method: saveAnswer.method, headers, body });
    await response.text();
    times.push(performance.now() - before);
    if (!response.ok) throw new Error(`the save was refused: ${response.status}`);
    base += 1;
    // a person, not a machine: some saves each second
    await delay(5);
  }
  return times;
}
let base = 0;

/** The very process that a server starts for its own backups. */
async function savesDuringBackup(product: Product, data: string): Promise<number[]> {
  process.env.DATA_DIR = data;
  const { done } = runBackup("asked", "bench");
  let running = true;
  const ended = done.then((outcome) => {
    running = false;
    if (!outcome.ok) throw new Error(`${outcome.error.fault}: ${outcome.error.cause}`);
  });
  const [times] = await Promise.all([saves(product, () => running), ended]);
  return times;
}
