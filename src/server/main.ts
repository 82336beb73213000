import { randomUUID } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import type { Server } from "node:http";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { createApp } from "#server/app.ts";
import { makeAuth } from "#server/auth/better-auth.ts";
import { failureText } from "#server/backup/backup-error.ts";
import { backupAge } from "#server/backup/backups.ts";
import { backupBeforeUpgrade } from "#server/backup/before-upgrade.ts";
import { installedBackups } from "#server/backup/installed-backups.ts";
import { isHalfRestored } from "#server/backup/restore-mark.ts";
import { clientAddress } from "#server/client-address.ts";
import { type Config, readConfig } from "#server/config.ts";
import type { Deps } from "#server/deps.ts";
import { isHalfMoved } from "#server/move/move-mark.ts";
import type { LogLevel } from "#server/observe/log-level.ts";
import { nodeMachine } from "#server/observe/node-machine.ts";
import { type LeveledLog, pinoLog } from "#server/observe/pino-log.ts";
import { errorFacts } from "#server/observe/scrub.ts";
import { makeWatch } from "#server/observe/watch.ts";
import { filesFolder, filesPlace, openStoredBytes, type StoredBytes } from "#server/open-stored-bytes.ts";
import { threadedOpinions, threadedReports } from "#server/reports/threaded-reports.ts";
import { issueSetupCode } from "#server/services/setup-code.ts";
import { staticFiles } from "#server/static-files.ts";
import { lockFolder } from "#server/store/folder-lock.ts";
import { migrate, NewerDatabaseError } from "#server/store/migrate.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { openPostgres } from "#server/store/postgres.ts";
import type { Store } from "#server/store/store.ts";
import { readTemplates } from "#server/templates/read-folder.ts";
import type { Registry } from "#server/templates/registry.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const STOP_LIMIT_MS = 10_000;
/** What one process can hold open without harm; more are turned away, and their browsers come again. */
const MAX_CONNECTIONS = 4000;
/** The largest file over the slowest line; Node's own five minutes are too short for it. */
const UPLOAD_LIMIT_MS = 60 * 60 * 1000;

const clock = (): Date => new Date();
const logAt = (level: LogLevel): LeveledLog => pinoLog(level, clock, (line) => process.stderr.write(line));
/** Until the configuration is read. */
let log = logAt("info");

/** The process was asked to end. */
let stopping = false;

/** What the person at the terminal can put right. */
class StartError extends Error {}

async function start(): Promise<void> {
  const config = readConfig(process.env);
  if (!config.ok) throw new StartError(config.error.join("\n"));
  log = logAt(config.value.logLevel);
  const templates = await loadTemplates();
  const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { version: string };
  const dataDir = resolve(config.value.dataDir);
  // everything that is created from here on is the owner's alone
  process.umask(0o077);
  await usable("DATA_DIR", dataDir, () => mkdir(dataDir, { recursive: true }));
  const { store, release } = await openStore(config.value, dataDir, version);
  const bytes = await openBytes(config.value, store);
  const place = filesPlace(config.value);
  const backups = installedBackups(config.value, version, clock, log);
  const app = createApp({
    store,
    ...bytes,
    makeReports: threadedReports(place),
    makeOpinion: threadedOpinions(place),
    backups,
    auth: await makeAuth(store.db),
    identityProvider: await identityProvider(config.value),
    templates,
    clock,
    newId: randomUUID,
    log,
    version,
    slowLimitMs: config.value.slowLimitMs,
    watch: makeWatch({ clock, log, slowMs: config.value.slowRequestMs }),
    machine: nodeMachine(dataDir),
    metricsToken: config.value.metricsToken,
    backupAge: () => backupAge(backups, clock),
    trustsProxy: config.value.trustedProxies.length > 0,
    requireTwoFactor: config.value.requireTwoFactor,
    stopping: () => stopping,
    staticFiles: staticFiles(join(ROOT, "dist", "app")),
  });
  const addressOf = clientAddress(config.value.trustedProxies);
  const setupCode = await issueSetupCode(store.db);
  const server = serve(
    {
      fetch: (request, { incoming }) =>
        app.fetch(request, addressOf(incoming.socket.remoteAddress, request.headers.get("x-forwarded-for"))),
      port: config.value.port,
      hostname: config.value.host,
      serverOptions: {
        requestTimeout: UPLOAD_LIMIT_MS,
        headersTimeout: config.value.slowLimitMs,
        connectionsCheckingInterval: Math.min(5000, config.value.slowLimitMs),
      },
    },
    ({ port }) => {
      const host = config.value.host.includes(":") ? `[${config.value.host}]` : config.value.host;
      const lines = [`自评通已启动：http://${host}:${port}（Ziping is running）`];
      if (setupCode) lines.push(`初始化码：${setupCode}（one-time set-up code）`);
      process.stdout.write(`${lines.join("\n")}\n`);
    },
  ) as Server;
  server.once("error", (error: NodeJS.ErrnoException) => fail(listenError(error, config.value)));
  server.maxConnections = MAX_CONNECTIONS;
  backups.start();
  stopOnSignal(server, config.value.stopGraceMs, app.endStreams, async () => {
    await backups.stop();
    await store.close();
    release();
  });
}

/** A folder that cannot be made or written is the operator's to put right. */
async function usable<T>(setting: string, folder: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new StartError(`文件夹 ${folder} 无法建立或写入（${code}），请检查权限，或改用 ${setting} 指定其他文件夹。`);
  }
}

async function openBytes(config: Config, store: Store): Promise<StoredBytes> {
  const open = () => openStoredBytes(config, store, { now: clock(), log });
  if (!config.s3) return usable("FILES_URL", filesFolder(config), open);
  const bytes = await open();
  if (await bytes.files.usable()) return bytes;
  throw new StartError("无法访问对象存储，请检查 FILES_URL、密钥、存储桶是否存在，以及对象存储服务是否已启动。");
}

async function loadTemplates(): Promise<Registry> {
  const templates = await readTemplates(join(ROOT, "templates"));
  if (templates.ok) return templates.value;
  const { file, path, code, message } = templates.error;
  throw new StartError(`清单文件有误：templates/${file}\n位置：${path || "整个文件"}\n代码：${code}\n说明：${message}`);
}

/** Few installations have one: only they load what speaks to it. */
async function identityProvider({ oidc }: Config): Promise<Deps["identityProvider"]> {
  if (!oidc) return undefined;
  const { openidProvider } = await import("#server/auth/openid.ts");
  return openidProvider(oidc, log);
}

async function openStore(
  config: Config,
  dataDir: string,
  version: string,
): Promise<{ store: Store; release: () => void }> {
  if (config.databaseUrl) {
    const store = openPostgres(config.databaseUrl, (error) => log.error("store.idle-connection", errorFacts(error)));
    return { store: await migrated(store), release: () => undefined };
  }
  const release = lockFolder(dataDir);
  if (!release)
    throw new StartError(`数据文件夹已被另一个自评通进程使用：${dataDir}\n请先停止该进程，或用 DATA_DIR 另选文件夹。`);
  if (isHalfRestored(dataDir))
    throw new StartError("从备份恢复尚未完成，请再次执行 npm run ziping -- restore，完成后再启动。");
  const store = openSqlite(join(dataDir, "ziping.sqlite"));
  await saveBeforeUpgrade(config, store, version);
  return { store: await migrated(store), release };
}

async function saveBeforeUpgrade(config: Config, store: Store, version: string): Promise<void> {
  const saved = await backupBeforeUpgrade(config, store, version, clock());
  if (!saved.ok) {
    const { cause } = saved.error;
    throw new StartError(
      [
        `升级前须先备份，但没有成功，数据未作任何改动：${failureText(saved.error)}。`,
        ...(cause === undefined ? [] : [`原因：${cause}`]),
        "处理后再启动。确需不备份就升级的，设 BACKUP=off 再启动。",
      ].join("\n"),
    );
  }
  if (saved.value) process.stdout.write(`升级前已备份：${saved.value.name}\n`);
}

async function migrated(store: Store): Promise<Store> {
  try {
    await migrate(store, clock);
    if (await isHalfMoved(store.db))
      throw new StartError(
        "数据搬移尚未完成，请再次执行 npm run ziping -- migrate（从备份恢复的，执行 restore），完成后再启动。",
      );
    return store;
  } catch (error) {
    if (error instanceof NewerDatabaseError)
      throw new StartError(
        `数据由更新的版本写入（第${error.found}号结构，本程序只认到第${error.known}号），请升级自评通后再启动。`,
      );
    if (store.classify(error) === "store.unavailable")
      throw new StartError("无法连接或打开数据库，请检查 DATABASE_URL、DATA_DIR 及数据库服务是否已启动。");
    if (error instanceof StartError) throw error;
    log.error("store.not-migrated", { message: error instanceof Error ? error.stack : "not an Error" });
    throw new StartError(
      "数据库升级没有完成，没有做完的一步已全部撤销。请保留现状：可用升级前的备份恢复（npm run ziping -- restore），以原版本继续使用，并联系技术人员。",
    );
  }
}

function listenError(error: NodeJS.ErrnoException, { host, port }: Config): Error {
  if (error.code === "EADDRINUSE")
    return new StartError(`端口 ${port} 已被占用，请用 PORT 另选端口，或先停止占用它的程序。`);
  if (error.code === "EACCES") return new StartError(`没有权限使用端口 ${port}，请用 PORT 另选1024以上的端口。`);
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return new StartError(`本机没有地址 ${host}，请检查 HOST。`);
  return error;
}

/**
 * First it says that it is not ready, and ends each connection with its next answer; after the grace there are no new
 * connections, running requests finish, and the store is closed.
 */
function stopOnSignal(server: Server, graceMs: number, endStreams: () => void, close: () => Promise<void>): void {
  server.prependListener("request", (_request, response) => {
    if (stopping) response.shouldKeepAlive = false;
  });
  const end = (): void => {
    const limit = setTimeout(() => {
      log.error("stop.limit-reached");
      process.exit(1);
    }, STOP_LIMIT_MS);
    // a browser keeps its connection open after its last request has been answered
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearInterval(sweep);
      close().then(() => {
        clearTimeout(limit);
        process.exit(0);
      }, fail);
    });
  };
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    endStreams();
    setTimeout(end, graceMs);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

function fail(error: unknown): void {
  if (error instanceof StartError) process.stderr.write(`${error.message}\n`);
  else log.error("start.failed", errorFacts(error));
  process.exit(1);
}

start().catch(fail);
