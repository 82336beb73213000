import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { expectOk } from "#mocks/seed.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { identityOf } from "#server/auth/identity.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import { type SetUp, setUp } from "#server/services/setup.ts";
import { issueSetupCode, setupNeeded } from "#server/services/setup-code.ts";
import { signIn } from "#server/services/sign-in.ts";
import { listSubmissions } from "#server/services/submission-list.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";

const PASSWORD = "three plain words";
const organisation = (code: string, kind: "district" | "city" = "district"): SetUp => ({
  mode: "organisation",
  code,
  kind,
  organisation: "重庆市渝北区教育委员会",
  name: "张三",
  username: "zhangsan",
  password: PASSWORD,
});

describe.each(STORES)("set-up on $name", ({ create }) => {
  let database: TestDatabase;
  let app: MockApp;
  let code: string;

  beforeEach(async () => {
    database = await create();
    app = await assembleApp({ store: database.open(), templates: await smallRegistry() });
    code = (await issueSetupCode(app.deps.store.db)) ?? "";
  });
  afterEach(() => database.dispose());

  const count = async (table: "organisation" | "auth_user" | "submission" | "evidence" | "unit" | "audit_event") =>
    (await app.deps.store.db.selectFrom(table).selectAll().execute()).length;

  it("creates the organisation and a first account that can sign in", async () => {
    expect(expectOk(await setUp(app.deps, organisation(code)))).toEqual({
      organisation: "重庆市渝北区教育委员会",
      usernames: ["zhangsan"],
    });
    const { me } = expectOk(await signIn(app.deps, { username: "ZhangSan", password: PASSWORD }));
    expect(me).toMatchObject({ name: "张三", roles: ["administrator", "editor"], organisation: { kind: "district" } });
  });

  it("makes the first account of a city its supervisor", async () => {
    await setUp(app.deps, organisation(code, "city"));
    const { me } = expectOk(await signIn(app.deps, { username: "zhangsan", password: PASSWORD }));
    expect(me.roles).toEqual(["administrator", "supervisor"]);
  });

  it("takes the code as it is typed: small letters, without hyphens", async () => {
    expectOk(await setUp(app.deps, organisation(code.toLowerCase().replaceAll("-", " "))));
  });

  it("keeps the code's hash only", async () => {
    const settings = await app.deps.store.db.selectFrom("setting").selectAll().execute();
    expect(JSON.stringify(settings)).not.toContain(code);
  });

  it("works once, also for two who are at it together", async () => {
    const [first, second] = await Promise.all([
      setUp(app.deps, organisation(code)),
      setUp(app.deps, organisation(code)),
    ]);
    expect([first.ok, second.ok].sort()).toEqual([false, true]);
    expect(await setUp(app.deps, organisation(code))).toMatchObject({
      ok: false,
      error: { code: "setup.already-done" },
    });
    expect(await count("organisation")).toBe(1);
    expect(await issueSetupCode(app.deps.store.db)).toBeUndefined();
  });

  it("locks after five wrong codes, also against the right one", async () => {
    for (const expected of [...Array(4).fill("setup.wrong-code"), "session.locked"])
      expect(await setUp(app.deps, organisation("WRONG"))).toMatchObject({ ok: false, error: { code: expected } });
    expect(await setUp(app.deps, organisation(code))).toMatchObject({ ok: false, error: { code: "session.locked" } });
    expect(await setupNeeded(app.deps.store.db)).toBe(true);
  });

  it("refuses a weak password and stores nothing", async () => {
    const weak = { ...organisation(code), password: "woaini1314" };
    expect(await setUp(app.deps, weak)).toMatchObject({ ok: false, error: { code: "account.weak-password" } });
    expect(await count("organisation")).toBe(0);
  });

  it("loads the sample through the same services: accounts, answers, evidence, events", async () => {
    const { usernames } = expectOk(await setUp(app.deps, { mode: "sample", code, password: PASSWORD }));
    expect(usernames).toEqual(["tianbao", "tonggao", "shending", "guanli", "chayue", "duxue", "dudao"]);
    const { me } = expectOk(await signIn(app.deps, { username: "tianbao", password: PASSWORD }));
    const identity = await identityOf(app.deps.store.db, me.accountId);
    if (!identity) throw new Error("nobody");
    const [submission] = await listSubmissions(app.deps, identity.actor);
    expect(submission).toMatchObject({
      title: "重庆市渝北区人民政府关于2022年履行教育职责情况的自评报告",
      progress: { items: 6, done: 1, started: 1 },
      readable: true,
    });
    const [record] = await readEvidence(app.deps.store.db, submission?.id ?? "");
    expect(record).toMatchObject({
      title: "2022年决算报表",
      fileName: "final-account.pdf",
      links: [{ itemKey: "pay" }, { itemKey: "spending", slot: "final-account" }],
    });
  });

  it("shows the city how far the sample is, and nothing else of it", async () => {
    await setUp(app.deps, { mode: "sample", code, password: PASSWORD });
    const { me } = expectOk(await signIn(app.deps, { username: "duxue", password: PASSWORD }));
    const identity = await identityOf(app.deps.store.db, me.accountId);
    if (!identity) throw new Error("nobody");
    expect(await listSubmissions(app.deps, identity.actor)).toMatchObject([{ readable: false, mine: null }]);
  });

  it("loads the whole sample or nothing of it", async () => {
    const { sample } = app.deps.templates;
    if (!sample) throw new Error("no sample");
    const torn = async () => {
      throw new Error("unreadable");
    };
    const deps = { ...app.deps, templates: { ...app.deps.templates, sample: { ...sample, open: torn } } };
    await expect(setUp(deps, { mode: "sample", code, password: PASSWORD })).rejects.toThrow("unreadable");
    for (const table of ["organisation", "auth_user", "submission", "evidence", "unit", "audit_event"] as const)
      expect([table, await count(table)]).toEqual([table, 0]);
    expectOk(await setUp(app.deps, { mode: "sample", code, password: PASSWORD }));
  });
});
