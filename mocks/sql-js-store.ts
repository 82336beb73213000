import { Kysely, type SqliteDatabase } from "kysely";
import initSqlJs, { type BindParams, type Database } from "sql.js";
import type { Schema } from "#server/store/schema.ts";
import { sqliteDialect } from "#server/store/sqlite-dialect.ts";
import type { Store } from "#server/store/store.ts";

/** SQLite in WebAssembly, in memory: gone with the page. */
export async function openSqlJs(wasmUrl: string): Promise<Store> {
  const { Database } = await initSqlJs({ locateFile: () => wasmUrl });
  const database = new Database();
  database.run("pragma foreign_keys = ON");
  const db = new Kysely<Schema>({ dialect: sqliteDialect(adapt(database)) });
  return { kind: "sqlite", db, classify: () => undefined, close: () => db.destroy() };
}

/** The shape that Kysely's SQLite driver expects, over sql.js. */
const adapt = (database: Database): SqliteDatabase => ({
  prepare: (text) => {
    const statement = database.prepare(text);
    const rows = (parameters: readonly unknown[]): unknown[] => {
      statement.bind(parameters as BindParams);
      const all: unknown[] = [];
      while (statement.step()) all.push(statement.getAsObject());
      statement.free();
      return all;
    };
    return {
      reader: statement.getColumnNames().length > 0,
      all: rows,
      iterate: (parameters) => rows(parameters).values(),
      run: (parameters) => {
        rows(parameters);
        return { changes: database.getRowsModified(), lastInsertRowid: 0 };
      },
    };
  },
  close: () => database.close(),
});
