import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { Client } from "pg";

/** The engine alone: one row inserted and committed, as often as it is called. */
export interface Bare {
  save: (writer: number) => Promise<void>;
  close: () => Promise<void>;
}

const CREATE = "create table bare_answer (id text primary key, body text not null)";

export function bareSqlite(file: string, body: string): Bare {
  const database = new DatabaseSync(file);
  database.exec("pragma journal_mode = WAL");
  database.exec("pragma synchronous = FULL");
  database.exec(CREATE);
  const insert = database.prepare("insert into bare_answer (id, body) values (?, ?)");
  return {
    save: async () => void insert.run(randomUUID(), body),
    close: async () => database.close(),
  };
}

/** A connection per writer, as the engine likes it best. */
export async function barePostgres(url: string, body: string, writers: number): Promise<Bare> {
  const clients = Array.from({ length: writers }, () => new Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  await clients[0]?.query(CREATE);
  return {
    save: async (writer) => {
      await clients[writer % writers]?.query("insert into bare_answer (id, body) values ($1, $2)", [
        randomUUID(),
        body,
      ]);
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.end()));
    },
  };
}
