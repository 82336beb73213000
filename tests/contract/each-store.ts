import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { inject } from "vitest";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { openPostgres } from "#server/store/postgres.ts";
import type { Store } from "#server/store/store.ts";

/** An empty database of its own, opened as often as a test wants: each opening stands for a process. */
export interface TestDatabase {
  open: () => Store;
  dispose: () => Promise<void>;
}

export interface StoreCase {
  name: string;
  /** how many processes may work on it at once: an SQLite data folder is locked to one */
  processes: 1 | 3;
  create: () => Promise<TestDatabase>;
}

const tracked = (open: () => Store, remove: () => Promise<unknown>): TestDatabase => {
  const opened: Store[] = [];
  return {
    open: () => {
      const store = open();
      opened.push(store);
      return store;
    },
    dispose: async () => {
      for (const store of opened) await store.close();
      await remove();
    },
  };
};

async function inFolder(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "ziping-contract-"));
  return tracked(
    () => openSqlite(join(folder, "ziping.sqlite")),
    () => rm(folder, { recursive: true, force: true }),
  );
}

/** A database of its own on the real server. */
export async function emptyPostgres(): Promise<{ url: string; drop: () => Promise<void> }> {
  const admin = inject("postgresUrl");
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  await onServer(admin, `create database ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(admin, `drop database ${name} with (force)`) };
}

async function inPostgres(): Promise<TestDatabase> {
  const { url, drop } = await emptyPostgres();
  const idleErrors: Error[] = [];
  return tracked(() => openPostgres(url, (error) => idleErrors.push(error)), drop);
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

export const STORES: readonly StoreCase[] = [
  {
    name: "SQLite in memory",
    processes: 1,
    create: async () =>
      tracked(
        () => openSqlite(":memory:"),
        async () => undefined,
      ),
  },
  { name: "SQLite in a file", processes: 1, create: inFolder },
  { name: "PostgreSQL", processes: 3, create: inPostgres },
];
