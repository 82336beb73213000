import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import type { Schema } from "#server/store/schema.ts";
import type { Store, StoreFault } from "#server/store/store.ts";

/** `onIdleError` hears of a connection that died while nobody used it; the pool replaces it. */
export function openPostgres(url: string, onIdleError: (error: Error) => void): Store {
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5000 });
  pool.on("error", onIdleError);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind: "postgres",
    db,
    classify: classifyPostgres,
    close: () => db.destroy(),
  };
}

const UNREACHABLE = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EPIPE"]);

/** SQLSTATE classes: 53100 disk full, 08 connection, 57P operator intervention, 53300 too many connections. */
export function classifyPostgres(error: unknown): StoreFault | undefined {
  if (!(error instanceof Error)) return undefined;
  if (/Connection terminated|timeout exceeded when trying to connect/.test(error.message)) return "store.unavailable";
  if (!("code" in error) || typeof error.code !== "string") return undefined;
  if (error.code === "53100" || error.code === "ENOSPC") return "store.full";
  const lost = error.code.startsWith("08") || error.code.startsWith("57P") || error.code === "53300";
  return lost || UNREACHABLE.has(error.code) ? "store.unavailable" : undefined;
}
