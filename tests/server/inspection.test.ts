import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listAudit } from "#core/api/audit.ts";
import {
  endSession,
  inspectSystem,
  listFailedSignIns,
  listSessions,
  unlockAccount,
  verification,
  verifyNow,
} from "#core/api/inspection.ts";
import { createUnit, currentAccount, signIn } from "#core/api/system.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { type ApiOutput, callApi } from "#mocks/call-api.ts";
import { actorOf, SEED_PASSWORD, type SeededOrganisation, seedOrganisation } from "#mocks/seed.ts";
import { verifyPart } from "#server/services/audit-chain.ts";
import { MIGRATIONS } from "#server/store/migrate.ts";
import { expectError } from "#tests/server/expect-error.ts";

const WINDOWS = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/109.0.0.0 Safari/537.36";

let app: MockApp;
let district: SeededOrganisation;
let now: Date;

beforeEach(async () => {
  now = new Date();
  app = await buildApp({ cookies: true, clock: () => now });
  district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
  await seedOrganisation(app, "district", "jb", "重庆市江北区");
});
afterEach(() => app.close());

const enter = (username: string, password = SEED_PASSWORD): Promise<ApiOutput> =>
  callApi(app, signIn, { body: { username, password } });
async function signedIn(username: string, agent = WINDOWS): Promise<Record<string, string>> {
  const cookie = (await enter(username)).headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return { cookie, "user-agent": agent };
}
const later = (minutes: number): void => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const sentences = async (headers: Record<string, string>): Promise<string[]> => {
  const { body } = await callApi(app, listAudit, { headers });
  return listAudit.response?.parse(body).entries.map(({ sentence }) => sentence) ?? [];
};

describe("sessions", () => {
  const list = async (headers: Record<string, string>) =>
    listSessions.response?.parse((await callApi(app, listSessions, { headers })).body) ?? [];

  it("are those of one's own organisation, with their device and when they were last seen to five minutes", async () => {
    const administrator = await signedIn("yb-administrator");
    const editor = await signedIn("yb-editor", "curl/8");
    await signedIn("jb-editor");
    await callApi(app, currentAccount, { headers: editor });
    const since = now.toISOString();
    later(4);
    await callApi(app, currentAccount, { headers: editor });
    expect(await list(administrator)).toMatchObject([
      { username: "yb-administrator", device: "Windows · Chrome 内核", own: true },
      { username: "yb-editor", device: "未知设备", own: false, seenAt: since },
    ]);
    later(2);
    await callApi(app, currentAccount, { headers: editor });
    expect(await list(administrator)).toMatchObject([
      { username: "yb-editor", seenAt: now.toISOString() },
      { username: "yb-administrator" },
    ]);
  });

  it("tell nothing that could be signed in with", async () => {
    const administrator = await signedIn("yb-administrator");
    const { token } = await app.deps.store.db.selectFrom("auth_session").select("token").executeTakeFirstOrThrow();
    const { body } = await callApi(app, listSessions, { headers: administrator });
    expect(JSON.stringify(body)).not.toContain(token);
  });

  it("are ended at once, which is logged; another organisation's cannot be", async () => {
    const administrator = await signedIn("yb-administrator");
    const other = await signedIn("jb-administrator");
    const editor = await signedIn("yb-editor");
    await callApi(app, currentAccount, { headers: editor });
    const id = (await list(administrator)).find(({ username }) => username === "yb-editor")?.id ?? "";
    const params = { sessionId: id };
    expectError(await callApi(app, endSession, { params, headers: other }), "resource.not-found");
    expect((await callApi(app, currentAccount, { headers: editor })).status).toBe(200);
    expect((await callApi(app, endSession, { params, headers: administrator })).status).toBe(204);
    expectError(await callApi(app, currentAccount, { headers: editor }), "session.required");
    expectError(await callApi(app, endSession, { params, headers: administrator }), "resource.not-found");
    expect((await sentences(administrator))[0]).toBe("结束账号 yb-editor 的一处登录");
  });

  it("are still there when nothing can be written", async () => {
    const administrator = await signedIn("yb-administrator");
    await sql`create trigger full before update on auth_session begin select raise(abort, 'disk full'); end`.execute(
      app.deps.store.db,
    );
    expect((await callApi(app, currentAccount, { headers: administrator })).status).toBe(200);
    expect(app.logged.map(({ event }) => event)).toEqual(["session.unseen"]);
  });
});

describe("failed sign-ins", () => {
  const list = async (headers: Record<string, string>) =>
    listFailedSignIns.response?.parse((await callApi(app, listFailedSignIns, { headers })).body);

  it("are counted by person and day, names that nobody has apart from them", async () => {
    const administrator = await signedIn("yb-administrator");
    await enter("YB-Editor", "wrong");
    await enter("yb-editor", "wrong");
    await enter("jb-editor", "wrong");
    await enter("nobody-at-all", "wrong");
    const first = now.toISOString();
    later(24 * 60);
    await enter("yb-editor", "wrong");
    expect(await list(administrator)).toMatchObject({
      locked: [],
      failures: [
        { username: "yb-editor", count: 1, lastAt: now.toISOString() },
        { username: "yb-editor", count: 2, lastAt: first },
      ],
      strangers: 1,
    });
  });

  it("are forgotten after thirty days", async () => {
    const administrator = await signedIn("yb-administrator");
    await enter("yb-editor", "wrong");
    now = new Date(now.getTime() + 31 * 24 * 60 * 60_000);
    await enter("jb-editor", "wrong");
    const { db } = app.deps.store;
    expect(await db.selectFrom("failed_sign_in").select("count").execute()).toEqual([{ count: 1 }]);
    now = new Date(now.getTime() - 31 * 24 * 60 * 60_000);
    expect((await list(administrator))?.failures).toEqual([]);
  });

  it("lock an account, which an administrator of its organisation alone unlocks", async () => {
    const administrator = await signedIn("yb-administrator");
    const other = await signedIn("jb-administrator");
    for (let attempt = 0; attempt < 5; attempt += 1) await enter("yb-editor", "wrong");
    const params = { accountId: actorOf(district, "editor").accountId };
    expect((await list(administrator))?.locked).toMatchObject([{ username: "yb-editor", ...params }]);
    expect((await list(other))?.locked).toEqual([]);
    expectError(await callApi(app, unlockAccount, { params, headers: other }), "resource.not-found");
    expectError(await enter("yb-editor"), "session.locked");
    expect((await callApi(app, unlockAccount, { params, headers: administrator })).status).toBe(204);
    expect((await enter("yb-editor")).status).toBe(200);
    expect(await sentences(administrator)).toContain("解除账号 yb-editor 的登录锁定");
    const before = await sentences(administrator);
    expect((await callApi(app, unlockAccount, { params, headers: administrator })).status).toBe(204);
    expect(await sentences(administrator)).toEqual(before);
  });
});

describe("the state of the system", () => {
  const read = async (headers: Record<string, string>) =>
    inspectSystem.response?.parse((await callApi(app, inspectSystem, { headers })).body);

  it("tells versions, sizes and what went wrong by number and pattern", async () => {
    const administrator = await signedIn("yb-administrator");
    await sql`alter table unit rename to unit_away`.execute(app.deps.store.db);
    const failed = await callApi(app, createUnit, { body: { name: "区审计局" }, headers: administrator });
    const { requestId } = expectError(failed, "server.fault");
    const state = await read(administrator);
    expect(state).toMatchObject({
      version: "0.0.0-mock",
      store: { kind: "sqlite", migration: MIGRATIONS.length, newest: MIGRATIONS.length },
      files: { usable: true, count: 0, bytes: 0 },
      process: { node: null, disk: null, failed: 1, slowMs: 1000 },
      verification: null,
    });
    expect(state?.store.bytes).toBeGreaterThan(10_000);
    expect(state?.process.failedRequests).toEqual([
      {
        requestId,
        at: now.toISOString(),
        method: "POST",
        route: "/api/units",
        status: 500,
        code: "server.fault",
        ms: expect.any(Number),
      },
    ]);
    expect(JSON.stringify(state)).not.toContain("区审计局");
  });
});

describe("verifying the log", () => {
  const verify = async (from: "beginning" | "there", headers: Record<string, string>) =>
    verification.parse((await callApi(app, verifyNow, { body: { from }, headers })).body);

  it("keeps what it found, for every administrator", async () => {
    const administrator = await signedIn("yb-administrator");
    const found = await verify("beginning", administrator);
    expect(found).toMatchObject({ state: "sound", head: found.number, broken: null, at: now.toISOString() });
    const { body } = await callApi(app, inspectSystem, { headers: await signedIn("jb-administrator") });
    expect(inspectSystem.response?.parse(body).verification).toEqual(found);
  });

  it("goes on where it stopped, and begins again after its end", async () => {
    const administrator = await signedIn("yb-administrator");
    const { db } = app.deps.store;
    const part = await verifyPart(db, { number: 0, hash: "0".repeat(64) }, 3);
    if (!part.ok) throw new Error("broken");
    const value = JSON.stringify({ state: "running", number: 3, head: 9, at: now.toISOString(), broken: null });
    await db.insertInto("setting").values({ key: "audit.verification", value }).execute();
    await tamper(2);
    // the part before is not looked at again, until it is gone through from the beginning
    expect((await verify("there", administrator)).state).toBe("sound");
    expect(await verify("there", administrator)).toMatchObject({ state: "broken", number: 0 });
  });

  it("names the place where somebody has been at the log", async () => {
    const administrator = await signedIn("yb-administrator");
    await tamper(2);
    const found = await verify("beginning", administrator);
    expect(found.state).toBe("broken");
    expect(found.broken).toMatch(/第2条/);
  });

  /** The triggers would refuse it: whoever has the file can drop them. */
  async function tamper(number: number): Promise<void> {
    const { db } = app.deps.store;
    const { rows } = await sql<{
      name: string;
    }>`select name from sqlite_master where type = 'trigger' and tbl_name = 'audit_event'`.execute(db);
    for (const { name } of rows) await sql`drop trigger ${sql.ref(name)}`.execute(db);
    await sql`update audit_event set at = '2001-01-01T00:00:00.000Z' where id = ${number}`.execute(db);
  }
});
