import { sql } from "kysely";
import { expect } from "vitest";
import type { Store } from "#server/store/store.ts";
import type { Acknowledged } from "#tests/contract/writers.ts";

/** What the disk has, held against what the writers were told. */
export async function expectIntact(store: Store, acknowledged: readonly Acknowledged[]): Promise<void> {
  if (store.kind === "sqlite") {
    expect((await sql`pragma integrity_check`.execute(store.db)).rows).toEqual([{ integrity_check: "ok" }]);
    expect((await sql`pragma foreign_key_check`.execute(store.db)).rows).toEqual([]);
  }
  const rows = await store.db
    .selectFrom("answer_revision")
    .selectAll()
    .orderBy("item_key")
    .orderBy("revision")
    .execute();
  const current = await store.db.selectFrom("answer").selectAll().orderBy("item_key").execute();
  const texts = new Map(rows.map((row) => [`${row.item_key} ${row.revision}`, narrativeOf(row.body)]));

  expect(acknowledged.filter(({ itemKey, revision, text }) => texts.get(`${itemKey} ${revision}`) !== text)).toEqual(
    [],
  );
  const told = acknowledged.map(({ itemKey, revision }) => `${itemKey} ${revision}`);
  expect(told.filter((each, index) => told.indexOf(each) !== index)).toEqual([]);
  // every writer sends until it is told, so nothing stands there that nobody was told about
  expect(rows.length).toBe(acknowledged.length);

  for (const { item_key, revision, body } of current) {
    const own = rows.filter((row) => row.item_key === item_key);
    expect(own.map((row) => row.revision)).toEqual(own.map((_, index) => index + 1));
    expect([revision, narrativeOf(body)]).toEqual([own.length, narrativeOf(own.at(-1)?.body ?? "{}")]);
    const lines = narrativeOf(body).split("\n");
    expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([]);
    expect(lines).toHaveLength(own.length);
  }
  const events = await store.db.selectFrom("audit_event").select("body").execute();
  const saved = events.map(({ body }) => JSON.parse(body)).filter(({ type }) => type === "answer.saved");
  expect(saved.map(({ itemKey, to }) => `${itemKey} ${to}`).sort()).toEqual([...texts.keys()].sort());
}

const narrativeOf = (body: string): string => (JSON.parse(body) as { narrative?: string }).narrative ?? "";
