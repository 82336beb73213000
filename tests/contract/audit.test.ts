import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CHAIN_START } from "#core/audit/chain.ts";
import { ok } from "#core/result.ts";
import { record } from "#server/services/audit.ts";
import { placeAt, readHead, verifyPart } from "#server/services/audit-chain.ts";
import { MIGRATIONS, migrate } from "#server/store/migrate.ts";
import { type Db, inTransaction, type Store } from "#server/store/store.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";

const clock = (): Date => new Date("2022-11-08T00:00:00Z");
const START = { number: 0, hash: CHAIN_START };
const BY = { organisationId: null, accountId: null, at: clock() };

const say = (db: Db, name: string): Promise<void> => record(db, BY, { type: "unit.created", unitId: name, name });

describe.each(STORES)("the log on $name", ({ create, processes }) => {
  let database: TestDatabase;
  let store: Store;
  beforeEach(async () => {
    database = await create();
    store = database.open();
    await migrate(store, clock);
  });
  afterEach(() => database.dispose());

  const names = async (): Promise<string[]> => {
    const rows = await store.db.selectFrom("audit_event").select("body").orderBy("id").execute();
    return rows.map(({ body }) => (JSON.parse(body) as { name: string }).name);
  };
  /** In parts of three, as a page goes through it. */
  const verify = async () => {
    let place = START;
    for (;;) {
      const part = await verifyPart(store.db, place, 3);
      if (!part.ok || part.value.done) return part;
      place = part.value.place;
    }
  };
  /** As somebody would who can write the database but not the program. */
  const tamper = async (...statements: string[]): Promise<void> => {
    const off =
      store.kind === "sqlite"
        ? ["drop trigger audit_event_no_update", "drop trigger audit_event_no_delete", "drop trigger audit_event_link"]
        : ["alter table audit_event disable trigger user"];
    for (const statement of [...off, ...statements]) await sql.raw(statement).execute(store.db);
  };

  it("is empty and sound at first", async () => {
    expect(await verify()).toEqual(ok({ place: START, head: START, done: true }));
  });

  it("is one chain without gaps, also of writers who never wait for each other", async () => {
    const stores = [store, ...Array.from({ length: processes - 1 }, () => database.open())];
    const written: string[] = [];
    const write = async (writer: number): Promise<void> => {
      const { db } = stores[writer % stores.length] ?? store;
      for (let turn = 0; turn < 6; turn += 1) {
        const done = await inTransaction(db, async (tx) => {
          await say(tx, `${writer}-${turn}a`);
          await sql`select 1`.execute(tx);
          await say(tx, `${writer}-${turn}b`);
          return turn % 3 === 2 ? { ok: false as const, error: "changed my mind" } : ok(undefined);
        });
        if (done.ok) written.push(`${writer}-${turn}a`, `${writer}-${turn}b`);
      }
    };
    await Promise.all(Array.from({ length: 9 }, (_, writer) => write(writer)));
    expect((await names()).sort()).toEqual(written.sort());
    expect(await verify()).toMatchObject({ ok: true, value: { place: { number: written.length }, done: true } });
    const numbers = await store.db.selectFrom("audit_event").select("id").orderBy("id").execute();
    expect(numbers.map(({ id }) => id)).toEqual(written.map((_, index) => index + 1));
  });

  it("keeps the entries of a transaction together and in order, and nothing of one that fails", async () => {
    await inTransaction(store.db, async (tx) => {
      await say(tx, "a");
      await inTransaction(tx, async (same) => ok(await say(same, "b")));
      await say(tx, "c");
      return ok(undefined);
    });
    const failing = inTransaction(store.db, async (tx) => {
      await say(tx, "d");
      throw new Error("power cut");
    });
    await expect(failing).rejects.toThrow("power cut");
    await store.db.transaction().execute((tx) => say(tx, "e"));
    await say(store.db, "f");
    expect(await names()).toEqual(["a", "b", "c", "e", "f"]);
    expect(await verify()).toMatchObject({ ok: true, value: { place: { number: 5 } } });
  });

  it("does not make two transactions wait for each other that write the same rows after an entry", async () => {
    await sql`insert into setting (key, value) values ('x', '0')`.execute(store.db);
    const work = (name: string, first: boolean) =>
      inTransaction(store.db, async (tx) => {
        const touch = () => sql`update setting set value = ${name} where key = 'x'`.execute(tx);
        if (first) await touch();
        await say(tx, name);
        if (!first) await touch();
        return ok(undefined);
      });
    await Promise.all(Array.from({ length: 8 }, (_, index) => work(`w${index}`, index % 2 === 0)));
    expect(await names()).toHaveLength(8);
  });

  it("cannot be changed, cut or continued from anywhere but its end", async () => {
    await say(store.db, "a");
    await say(store.db, "b");
    const { hash } = await readHead(store.db);
    const forge = (id: number, previous: string) =>
      sql`insert into audit_event (id, at, body, previous_hash, hash, kind) values (${id}, '', '{}', ${previous}, 'x', '')`;
    for (const statement of [
      sql`update audit_event set body = '{}' where id = 1`,
      sql`delete from audit_event where id = 2`,
      sql`delete from audit_event`,
      sql`delete from audit_head`,
      forge(3, CHAIN_START),
      forge(4, hash),
      forge(2, hash),
    ])
      await expect(statement.execute(store.db)).rejects.toThrow();
    expect(await names()).toEqual(["a", "b"]);
    expect(await verify()).toMatchObject({ ok: true, value: { place: { number: 2, hash } } });
  });

  it.each([
    ["changed", "update audit_event set at = '2020-01-01T00:00:00.000Z' where id = 5", { number: 5, fault: "content" }],
    ["hidden by its kind", "update audit_event set kind = 'x.y' where id = 4", { number: 4, fault: "index" }],
    ["taken out", "delete from audit_event where id = 4", { number: 5, fault: "link" }],
    ["taken off the end", "delete from audit_event where id > 5", { number: 6, fault: "tail" }],
  ])("shows what was %s behind its back", async (_, statement, broken) => {
    for (let turn = 1; turn <= 7; turn += 1) await say(store.db, `n${turn}`);
    await tamper(statement);
    expect(await verify()).toEqual({ ok: false, error: broken });
  });

  it("goes on from a place that was noted", async () => {
    for (let turn = 1; turn <= 4; turn += 1) await say(store.db, `n${turn}`);
    const noted = await placeAt(store.db, 3);
    expect(await verifyPart(store.db, noted)).toMatchObject({ ok: true, value: { place: { number: 4 }, done: true } });
    expect(await placeAt(store.db, 99)).toEqual(await readHead(store.db));
  });
});

describe.each(STORES)("an older version's log on $name", ({ create }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await create();
  });
  afterEach(() => database.dispose());

  it("is linked as it stands, gaps and all, and goes on", async () => {
    const store = database.open();
    await migrate(store, clock, MIGRATIONS.slice(0, 7));
    const body = (name: string) => JSON.stringify({ type: "submission.created", submissionId: name, name });
    for (const [id, name] of [
      [1, "a"],
      [2, "b"],
      [7, "c"],
    ] as const)
      await sql`insert into audit_event (id, at, body) values (${id}, ${clock().toISOString()}, ${body(name)})`.execute(
        store.db,
      );
    await migrate(store, clock);
    await say(store.db, "d");
    const rows = await store.db
      .selectFrom("audit_event")
      .select(["id", "kind", "submission_id"])
      .orderBy("id")
      .execute();
    expect(rows).toEqual([
      { id: 1, kind: "submission.created", submission_id: "a" },
      { id: 2, kind: "submission.created", submission_id: "b" },
      { id: 7, kind: "submission.created", submission_id: "c" },
      { id: 8, kind: "unit.created", submission_id: null },
    ]);
    expect(await verifyPart(store.db, START)).toMatchObject({ ok: true, value: { place: { number: 8 }, done: true } });
  });
});
