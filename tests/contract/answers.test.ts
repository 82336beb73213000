import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/access/access.ts";
import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import { mergeAnswers } from "#core/answer/merge.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { actorOf, expectOk, type SeededOrganisation, seedOrganisation } from "#mocks/seed.ts";
import { headOf } from "#mocks/seed-review.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { saveAnswer } from "#server/services/answers.ts";
import { parseAnswer } from "#server/services/submission-rows.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";

const ITEM = "spending";
const spending = (now: string, narrative?: string): Answer => ({
  ...emptyAnswer(),
  values: { 教育支出: { now } },
  ...(narrative === undefined ? {} : { narrative }),
});

describe.each(STORES)("answers on $name", ({ create, processes }) => {
  let database: TestDatabase;
  let app: MockApp;
  let district: SeededOrganisation;

  beforeEach(async () => {
    database = await create();
    app = await assembleApp({ store: database.open(), templates: await smallRegistry() });
    district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
  });
  afterEach(() => database.dispose());

  const save = async (
    base: number,
    answer: Answer,
    key: string,
    actor: Actor = actorOf(district, "editor"),
    via = app,
  ) => {
    return saveAnswer(via.deps, via.deps.store.db, actor, await headOf(via, district), ITEM, { base, answer, key });
  };
  const history = async () => {
    const rows = await app.deps.store.db
      .selectFrom("answer_revision")
      .selectAll()
      .orderBy("revision", "desc")
      .execute();
    return rows.map(({ revision, body }) => ({ revision, answer: parseAnswer(body) }));
  };
  const events = async () => {
    const rows = await app.deps.store.db.selectFrom("audit_event").select("body").orderBy("id").execute();
    return rows.map((row) => JSON.parse(row.body)).filter((event) => event.type === "answer.saved");
  };

  it("gain one revision per save, with its event", async () => {
    expect(expectOk(await save(0, spending("1"), "request-1")).revision).toBe(1);
    expect(expectOk(await save(1, spending("2", "正文"), "request-2")).revision).toBe(2);
    expect((await history()).map(({ revision, answer }) => [revision, answer])).toEqual([
      [2, spending("2", "正文")],
      [1, spending("1")],
    ]);
    expect(await events()).toMatchObject([
      { from: 0, to: 1, changed: ["values.教育支出"] },
      { from: 1, to: 2, changed: ["values.教育支出", "narrative"] },
    ]);
  });

  it("answer a stale save with what a merge needs, and store nothing of it", async () => {
    await save(0, spending("1"), "request-1");
    await save(1, spending("2"), "request-2", actorOf(district, "contributor"));
    const late = await save(1, spending("1", "我的正文"), "request-3");
    if (late.ok) throw new Error("a stale save went through");
    expect(late.error).toMatchObject({
      code: "answer.stale",
      stale: { base: spending("1"), theirs: spending("2"), revision: 2, savedBy: "重庆市渝北区contributor" },
    });
    const { base, theirs } = late.error.stale ?? { base: emptyAnswer(), theirs: emptyAnswer() };
    expect(mergeAnswers(base, spending("1", "我的正文"), theirs)).toEqual({
      ok: true,
      value: spending("2", "我的正文"),
    });
    expect(await history()).toHaveLength(2);
  });

  it("count revision 0 as the empty answer", async () => {
    await save(0, spending("1"), "request-1");
    const late = await save(0, spending("2"), "request-2");
    expect(late).toMatchObject({
      ok: false,
      error: { code: "answer.stale", stale: { base: emptyAnswer(), revision: 1 } },
    });
  });

  it("give a repeated request its first outcome, whatever has happened since", async () => {
    const first = expectOk(await save(0, spending("1"), "request-1"));
    await save(1, spending("2"), "request-2");
    expect(expectOk(await save(0, spending("1"), "request-1"))).toEqual(first);
    expect(await history()).toHaveLength(2);
  });

  it("add no revision and no event for an equal answer", async () => {
    await save(0, spending("1"), "request-1");
    expect(expectOk(await save(1, spending("1"), "request-2")).revision).toBe(1);
    expect(expectOk(await save(0, spending("1"), "request-3")).revision).toBe(1);
    expect(await events()).toHaveLength(1);
  });

  it("name every field that does not fit its definition", async () => {
    const wrong = { ...emptyAnswer(), values: { 教育支出: { now: "-1" }, 没有这项: "x" } };
    const refused = await save(0, wrong, "request-1");
    expect(refused).toMatchObject({ ok: false, error: { code: "answer.invalid" } });
    if (!refused.ok)
      expect(refused.error.details?.map(({ path }) => path)).toEqual(["spending/教育支出", "spending/没有这项"]);
    expect(await history()).toEqual([]);
  });

  /** as many handles on the same database as there may be processes */
  const everyProcess = async (): Promise<MockApp[]> => {
    const others = Array.from({ length: processes - 1 }, () =>
      assembleApp({ store: database.open(), templates: app.deps.templates }),
    );
    return [app, ...(await Promise.all(others))];
  };

  it("let exactly one of twenty writers win each revision", async () => {
    const apps = await everyProcess();
    for (const base of [0, 1, 2]) {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, writer) =>
          save(
            base,
            spending(String(base * 100 + writer + 1)),
            `request-${base}-${writer}`,
            undefined,
            apps[writer % apps.length],
          ),
        ),
      );
      const won = outcomes.filter((each) => each.ok);
      const stale = outcomes.filter((each) => !each.ok && each.error.code === "answer.stale");
      expect([won.length, stale.length]).toEqual([1, 19]);
    }
    expect((await history()).map(({ revision }) => revision)).toEqual([3, 2, 1]);
    expect(await events()).toHaveLength(3);
  });

  it("let twenty copies of one request add one revision", async () => {
    const apps = await everyProcess();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        save(0, spending("7"), "the-same-request", undefined, apps[index % apps.length]),
      ),
    );
    expect(outcomes.map((each) => each.ok && each.value.revision)).toEqual(Array(20).fill(1));
    expect(await history()).toHaveLength(1);
  });

  it("are not changed when their event cannot be written", async () => {
    await sql`alter table audit_event rename to audit_event_away`.execute(app.deps.store.db);
    await expect(save(0, spending("1"), "request-1")).rejects.toThrow();
    await sql`alter table audit_event_away rename to audit_event`.execute(app.deps.store.db);
    expect(await history()).toEqual([]);
    expect(await app.deps.store.db.selectFrom("answer").selectAll().execute()).toEqual([]);
  });
});
