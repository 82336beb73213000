import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { Kysely, type SqliteDatabase, type SqliteStatement } from "kysely";
import type { Schema } from "#server/store/schema.ts";
import { sqliteDialect } from "#server/store/sqlite-dialect.ts";
import type { Store, StoreFault } from "#server/store/store.ts";

/** Primary result codes of SQLite. */
const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;

/** A file path, or ":memory:". Acknowledged means on the disk: synchronous=FULL. */
export function openSqlite(path: string): Store {
  const database = new DatabaseSync(path);
  database.exec("pragma busy_timeout = 5000");
  database.exec("pragma journal_mode = WAL");
  database.exec("pragma synchronous = FULL");
  database.exec("pragma foreign_keys = ON");
  const db = new Kysely<Schema>({ dialect: sqliteDialect(adapt(database)) });
  return {
    kind: "sqlite",
    db,
    classify: classifySqlite,
    close: async () => {
      await db.destroy();
      if (database.isOpen) database.close();
    },
  };
}

/** The shape that Kysely's SQLite driver expects, over node:sqlite. */
function adapt(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  const prepare = (text: string): SqliteStatement => {
    const statement = database.prepare(text);
    const values = (parameters: readonly unknown[]): SQLInputValue[] => parameters as SQLInputValue[];
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...values(parameters)),
      run: (parameters) => statement.run(...values(parameters)),
      iterate: (parameters) => statement.iterate(...values(parameters)),
    };
  };
  return {
    prepare: (text) => {
      const known = statements.get(text);
      if (known) return known;
      const prepared = prepare(text);
      // a changed table would leave old column lists behind, so only plain data statements are kept
      if (/^(select|insert|update|delete)/.test(text) && statements.size < 500) statements.set(text, prepared);
      return prepared;
    },
    close: () => database.close(),
  };
}

export function classifySqlite(error: unknown): StoreFault | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && error.code === "ENOSPC") return "store.full";
  if (!("errcode" in error) || typeof error.errcode !== "number") return undefined;
  switch (error.errcode & 0xff) {
    case SQLITE_FULL:
      return "store.full";
    case SQLITE_BUSY:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return "store.unavailable";
    default:
      return undefined;
  }
}
