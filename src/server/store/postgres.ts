import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import { carryNotices } from "#server/store/notices.ts";
import { listenPostgres, notifyPostgres } from "#server/store/postgres-notices.ts";
import type { Schema } from "#server/store/schema.ts";
import type { Store, StoreFault } from "#server/store/store.ts";

const LOCK_LIMIT_MS = 10_000;

/** `onIdleError` hears of a connection that died while nobody used it; the pool replaces it. */
export function openPostgres(url: string, onIdleError: (error: Error) => void): Store {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    // a request that another one holds up is told so, instead of holding up the next ones as well
    lock_timeout: LOCK_LIMIT_MS,
    // of a process that went silent in the middle of a transaction
    idle_in_transaction_session_timeout: 60_000,
  });
  pool.on("error", onIdleError);
  // one that dies in use is told of by its query; without anybody listening it would end the process as well
  pool.on("connect", (client) => client.on("error", () => undefined));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  carryNotices(db, notifyPostgres);
  return {
    kind: "postgres",
    db,
    classify: classifyPostgres,
    pool: () => ({ size: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    hear: (ear) => listenPostgres(url, ear),
    close: () => db.destroy(),
  };
}

/** what the client library says in words only */
const LOST = /Connection terminated|timeout exceeded when trying to connect|is not queryable/;
const PASSING = new Set(["53300", "25P03", "55P03", "40P01"]);
const UNREACHABLE = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EPIPE"]);

/**
 * SQLSTATE classes: 53100 disk full, 08 connection, 57P operator intervention, 53300 too many connections, 25P03 given up in the
 * middle of a transaction, 55P03 and 40P01 held up by another one.
 */
export function classifyPostgres(error: unknown): StoreFault | undefined {
  if (!(error instanceof Error)) return undefined;
  if (LOST.test(error.message)) return "store.unavailable";
  if (!("code" in error) || typeof error.code !== "string") return undefined;
  if (error.code === "53100" || error.code === "ENOSPC") return "store.full";
  const lost = error.code.startsWith("08") || error.code.startsWith("57P");
  return lost || PASSING.has(error.code) || UNREACHABLE.has(error.code) ? "store.unavailable" : undefined;
}
