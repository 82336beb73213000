import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CommandError, type Terminal } from "#cli/command.ts";
import { makeAuth } from "#server/auth/better-auth.ts";
import { backupsElsewhere } from "#server/backup/backups.ts";
import { type Config, readConfig } from "#server/config.ts";
import type { Deps } from "#server/deps.ts";
import type { Log } from "#server/log.ts";
import { filesPlace, openStoredBytes } from "#server/open-stored-bytes.ts";
import { loadProjectFont } from "#server/reports/disk-supplies.ts";
import { placeSupplies } from "#server/reports/place-supplies.ts";
import { opinionsHere, reportsHere } from "#server/reports/reports.ts";
import { lockFolder } from "#server/store/folder-lock.ts";
import { appliedMigration, MIGRATIONS, migrate } from "#server/store/migrate.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { openPostgres } from "#server/store/postgres.ts";
import type { Store } from "#server/store/store.ts";
import type { Registry } from "#server/templates/registry.ts";

export interface OpenedDemo {
  deps: Deps;
  close: () => Promise<void>;
}

/**
 * The configured data folder or database, made where there is none yet. One of another version is left as it is: only
 * the server brings data up to date.
 */
export async function openDemo(templates: Registry, clock: () => Date, terminal: Terminal): Promise<OpenedDemo> {
  const config = readConfig(terminal.env);
  if (!config.ok) throw new CommandError(config.error.join("\n"));
  const dataDir = resolve(config.value.dataDir);
  process.umask(0o077);
  await mkdir(dataDir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(`文件夹 ${dataDir} 无法建立（${error.code ?? "unknown"}），请检查权限或 DATA_DIR`);
  });
  const { store, release } = openStore(config.value, dataDir, terminal);
  const close = async (): Promise<void> => {
    await store.close();
    release();
  };
  try {
    await prepare(store, clock);
    const log: Log = { info: () => undefined, error: (event) => terminal.complain(event) };
    const deps: Deps = {
      store,
      ...(await openStoredBytes(config.value, store, { now: new Date(), log })),
      backups: backupsElsewhere("off"),
      auth: await makeAuth(store.db),
      makeReports: reportsHere(placeSupplies(filesPlace(config.value))),
      makeOpinion: opinionsHere(loadProjectFont),
      templates,
      clock,
      newId: randomUUID,
      log,
      version: "seed",
    };
    return { deps, close };
  } catch (error) {
    const lost = store.classify(error) === "store.unavailable";
    await close();
    if (lost) throw new CommandError("无法连接或打开数据库，请检查 DATABASE_URL、DATA_DIR 及数据库服务是否已启动");
    throw error;
  }
}

function openStore(
  { databaseUrl }: Config,
  dataDir: string,
  terminal: Terminal,
): { store: Store; release: () => void } {
  if (databaseUrl) {
    const store = openPostgres(databaseUrl, (error) => terminal.complain(`数据库连接中断：${error.message}`));
    return { store, release: () => undefined };
  }
  const release = lockFolder(dataDir);
  if (!release) throw new CommandError("自评通正在运行，请先停止后再生成演示数据，或用 DATA_DIR 另选文件夹");
  return { store: openSqlite(join(dataDir, "ziping.sqlite")), release };
}

async function prepare(store: Store, clock: () => Date): Promise<void> {
  // without the table nothing has ever been written; a database that cannot be reached fails again below
  const found = await appliedMigration(store.db).catch(() => 0);
  if (found > 0 && found !== MIGRATIONS.length)
    throw new CommandError(
      "数据由其他版本写入，没有生成演示数据。请先用本版本 npm start 启动一次，或用 DATA_DIR 另选文件夹",
    );
  await migrate(store, clock);
}
