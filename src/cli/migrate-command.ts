import { existsSync } from "node:fs";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Command, CommandError, type Terminal, UsageError } from "#cli/command.ts";
import { readArguments } from "#cli/parse-args.ts";
import { type Config, readConfig } from "#server/config.ts";
import { openDiskFiles, openVerifiedFile, storedPath } from "#server/files/disk.ts";
import type { Files } from "#server/files/files.ts";
import { openS3Bucket } from "#server/files/s3/s3-bucket.ts";
import { s3Files } from "#server/files/s3/s3-files.ts";
import { type BadFile, checkBytes, copyBytes } from "#server/move/move-bytes.ts";
import { installationMark, lookAtTarget, markMove } from "#server/move/move-mark.ts";
import { copyRows, differingTables } from "#server/move/move-rows.ts";
import { filesFolder } from "#server/open-stored-bytes.ts";
import { lockFolder } from "#server/store/folder-lock.ts";
import { appliedMigration, MIGRATIONS, migrate } from "#server/store/migrate.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { openPostgres } from "#server/store/postgres.ts";
import type { Store } from "#server/store/store.ts";

const OPTIONS = { to: { type: "string" }, files: { type: "string" } } as const;
/** between two lines about the files */
const TOLD_EVERY = 500;

export const migrateCommand: Command = {
  words: ["migrate"],
  summary: "把内置数据库和材料文件夹整体搬到 PostgreSQL 和对象存储，供多个服务进程共用",
  usage: [
    "npm run ziping -- migrate --to postgres://用户:密码@主机:端口/数据库 --files s3://存储桶?endpoint=https://主机:端口",
    "逐表核对行数和内容，逐个文件核对摘要；中断后再次执行即可接着搬。不改动原数据，目标中有其他数据时拒绝",
    "--files 也可用 file:/// 共享文件夹。对象存储的密钥写在 FILES_ACCESS_KEY_ID、FILES_SECRET_ACCESS_KEY。须先停止自评通",
  ],
  run: async (args, terminal) => {
    const { values } = readArguments(args, OPTIONS, 0);
    if (values.to === undefined || values.files === undefined)
      throw new UsageError("请用 --to 和 --files 指定搬到哪里");
    const source = configured(terminal.env);
    if (source.databaseUrl || source.s3) throw new CommandError("只能从内置数据库和文件夹搬出，请去掉 DATABASE_URL");
    const target = configured({ ...terminal.env, DATABASE_URL: values.to, FILES_URL: values.files });
    const dataDir = resolve(source.dataDir);
    if (!existsSync(join(dataDir, "ziping.sqlite")))
      throw new CommandError(`没有数据文件 ${join(dataDir, "ziping.sqlite")}，请核对 DATA_DIR`);
    const release = lockFolder(dataDir);
    if (!release) throw new CommandError("自评通正在运行，请先停止再搬移");
    const copy = await mkdtemp(join(tmpdir(), "ziping-migrate-"));
    try {
      await withStores(await copyDatabase(dataDir, copy), target, (from, to) =>
        move(source, target, from, to, terminal),
      );
    } finally {
      release();
      await rm(copy, { recursive: true, force: true });
    }
  },
};

function configured(env: Terminal["env"]): Config {
  const config = readConfig(env);
  if (!config.ok) throw new CommandError(config.error.join("\n"));
  return config.value;
}

/** To open a database is to write beside it: what is read is a copy. */
async function copyDatabase(dataDir: string, folder: string): Promise<string> {
  for (const name of ["ziping.sqlite", "ziping.sqlite-wal"])
    if (existsSync(join(dataDir, name))) await copyFile(join(dataDir, name), join(folder, name));
  return join(folder, "ziping.sqlite");
}

async function withStores(
  path: string,
  { databaseUrl = "" }: Config,
  work: (from: Store, to: Store) => Promise<void>,
): Promise<void> {
  const from = openSqlite(path);
  const to = openPostgres(databaseUrl, () => undefined);
  try {
    await work(from, to);
  } catch (error) {
    const fault = to.classify(error);
    if (fault === "store.unavailable")
      throw new CommandError("无法连接目标数据库，请检查 --to；恢复后再次执行即可接着搬");
    if (fault === "store.full" || (error instanceof Error && error.message === "full"))
      throw new CommandError("目标存储空间不足，请扩容后再次执行，已搬的不会重搬");
    throw error;
  } finally {
    await from.close();
    await to.close();
  }
}

async function move(source: Config, target: Config, from: Store, to: Store, terminal: Terminal): Promise<void> {
  const found = await appliedMigration(from.db);
  if (found !== MIGRATIONS.length)
    throw new CommandError("原数据由其他版本写入，请先用本版本 npm start 启动一次，再停止后搬移");
  const mark = await installationMark(from.db);
  const state = await lookAtTarget(to, mark);
  if (state === "foreign") throw new CommandError("目标数据库中已有其他数据，未作任何改动；请换一个空数据库");
  if (state === "done") throw new CommandError("这套数据已搬到该数据库，未作任何改动；请直接用它启动");
  const now = new Date();
  const toFiles = await openFiles(target, now);
  if (!(await toFiles.usable())) throw new CommandError("无法访问目标材料存储，请检查 --files、密钥和存储桶");
  await migrate(to, () => now);
  await markMove(to.db, mark, "begun");
  terminal.say(state === "begun" ? "接着上次中断处继续搬移" : "开始搬移");
  await copyRows(from.db, to.db, ({ table, rows }) => terminal.say(`${table}  ${rows}行`));
  const sides = { db: from.db, from: readFiles(source), to: toFiles };
  refuseBad(await copyBytes(sides, teller(terminal, "已搬文件")), "原");
  terminal.say("核对数据和文件");
  const differing = await differingTables(from.db, to.db);
  if (differing.length > 0)
    throw new CommandError(
      differing.map((each) => `表 ${each.table} 不一致：原${each.from}行，目标${each.to}行`).join("\n"),
    );
  refuseBad(await checkBytes(from.db, toFiles, teller(terminal, "已核对文件")), "目标");
  await markMove(to.db, mark, "done");
  terminal.say("搬移完成，行数、内容和文件摘要全部一致。请用 DATABASE_URL 和 FILES_URL 启动，原数据未改动，请妥善保存");
}

const teller =
  (terminal: Terminal, what: string) =>
  (done: number, all: number): void => {
    if (done % TOLD_EVERY === 0 || done === all) terminal.say(`${what} ${done}/${all}`);
  };

function refuseBad(bad: readonly BadFile[], side: "原" | "目标"): void {
  if (bad.length === 0) return;
  const lines = bad.map(
    ({ title, sha256, fault }) => `《${title}》 ${sha256} ${fault === "missing" ? "缺失" : "损坏"}`,
  );
  throw new CommandError(
    [`${side}文件有${bad.length}个缺失或损坏，搬移未完成，修复后请再次执行：`, ...lines].join("\n"),
  );
}

const openFiles = (config: Config, now: Date): Promise<Files> =>
  config.s3 ? Promise.resolve(s3Files(openS3Bucket(config.s3))) : openDiskFiles(filesFolder(config), now);

/** Reads only: not even a folder is made there. */
function readFiles(config: Config): Pick<Files, "openVerified"> {
  const pathOf = (sha256: string): string => storedPath(filesFolder(config), sha256);
  return {
    openVerified: async (sha256) => (existsSync(pathOf(sha256)) ? openVerifiedFile(pathOf(sha256), sha256) : undefined),
  };
}
