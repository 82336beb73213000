import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listAudit } from "#core/api/audit.ts";
import { changeAccount, changePassword, currentAccount, me, signIn, signOut } from "#core/api/system.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { type ApiOutput, callApi } from "#mocks/call-api.ts";
import { actorOf, SEED_PASSWORD, type SeededOrganisation, seedOrganisation } from "#mocks/seed.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { expectError } from "#tests/server/expect-error.ts";

let app: MockApp;
let district: SeededOrganisation;
let now: Date;

beforeEach(async () => {
  now = new Date();
  const store = openSqlite(":memory:");
  const gone = (error: unknown): boolean => error instanceof Error && /not open|destroyed/.test(error.message);
  const classify = (error: unknown) => (gone(error) ? "store.unavailable" : store.classify(error));
  app = await buildApp({ cookies: true, clock: () => now, store: { ...store, classify } });
  district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
});
afterEach(() => app.close());

const enter = (username: string, password = SEED_PASSWORD, headers: Record<string, string> = {}): Promise<ApiOutput> =>
  callApi(app, signIn, { body: { username, password }, headers });
const cookieOf = (answer: ApiOutput): string => answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
const signedIn = async (username: string): Promise<{ cookie: string }> => ({ cookie: cookieOf(await enter(username)) });
const whoAmI = (headers: { cookie: string }) => callApi(app, currentAccount, { headers });
const later = (minutes: number): void => {
  now = new Date(now.getTime() + minutes * 60_000);
};

describe("a session", () => {
  it("starts with a cookie that scripts and other sites cannot use", async () => {
    const answer = await enter("YB-Editor");
    expect(me.parse(answer.body)).toMatchObject({ username: "yb-editor", roles: ["editor"] });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).not.toMatch(/; Secure/);
    expect((await whoAmI({ cookie: cookieOf(answer) })).status).toBe(200);
  });

  it("has a Secure cookie where the request came by https", async () => {
    const answer = await enter("yb-editor", SEED_PASSWORD, { "x-forwarded-proto": "https" });
    expect(answer.headers.getSetCookie()[0]).toMatch(/; Secure/);
  });

  it.each(["", "ziping.session_token=forged", "ziping.session_token=a.b"])(
    "does not exist for the cookie %j",
    async (cookie) => {
      expectError(await whoAmI({ cookie }), "session.required");
    },
  );

  it("cannot be continued with another signature", async () => {
    const { cookie } = await signedIn("yb-editor");
    const [value = ""] = decodeURIComponent(cookie).split(".").slice(-2, -1);
    expectError(await whoAmI({ cookie: `${value}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=` }), "session.required");
  });

  it("is not called ended while the database cannot be asked", async () => {
    const headers = await signedIn("yb-editor");
    await app.close();
    expectError(await whoAmI(headers), "store.unavailable");
  });

  it("ends here and lives on elsewhere, or ends everywhere", async () => {
    const [here, there] = [await signedIn("yb-editor"), await signedIn("yb-editor")];
    const left = await callApi(app, signOut, { headers: here });
    expect([left.status, left.headers.getSetCookie()[0]]).toEqual([204, expect.stringContaining("Max-Age=0")]);
    expectError(await whoAmI(here), "session.required");
    expect((await whoAmI(there)).status).toBe(200);
    const back = await signedIn("yb-editor");
    await callApi(app, signOut, { query: { everywhere: "true" }, headers: back });
    expectError(await whoAmI(there), "session.required");
  });

  it("survives a change of one's own password, the others end", async () => {
    const [here, there] = [await signedIn("yb-editor"), await signedIn("yb-editor")];
    const change = (current: string, next: string) =>
      callApi(app, changePassword, { body: { current, next }, headers: here });
    expectError(await change("not this one", "an entirely new one"), "account.wrong-password");
    expectError(await change(SEED_PASSWORD, "woaini1314520"), "account.weak-password");
    expect((await change(SEED_PASSWORD, "an entirely new one")).status).toBe(204);
    expect((await whoAmI(here)).status).toBe(200);
    expectError(await whoAmI(there), "session.required");
    expectError(await enter("yb-editor"), "session.wrong-credentials");
    expect((await enter("yb-editor", "an entirely new one")).status).toBe(200);
  });

  it("ends when the account is disabled, and cannot be started again", async () => {
    const reader = await signedIn("yb-reader");
    const headers = await signedIn("yb-administrator");
    const params = { accountId: actorOf(district, "reader").accountId };
    expect((await callApi(app, changeAccount, { params, body: { disabled: true }, headers })).status).toBe(200);
    expectError(await whoAmI(reader), "session.required");
    expectError(await enter("yb-reader"), "session.wrong-credentials");
    await callApi(app, changeAccount, { params, body: { disabled: false }, headers });
    expectError(await whoAmI(reader), "session.required");
    expect((await enter("yb-reader")).status).toBe(200);
  });
});

describe("lock-out", () => {
  const failTimes = async (username: string, times: number) => {
    const codes: string[] = [];
    for (let attempt = 0; attempt < times; attempt++) {
      const { body } = await enter(username, "wrong");
      codes.push((body as { error: { code: string } }).error.code);
    }
    return codes;
  };

  it.each(["yb-editor", "no-such-person"])(
    "comes with the fifth failure in a row for %s, known or not",
    async (username) => {
      expect(await failTimes(username, 5)).toEqual([...Array(4).fill("session.wrong-credentials"), "session.locked"]);
      const { message } = expectError(await enter(username), "session.locked");
      expect(message).toMatch(/\d\d:\d\d/);
    },
  );

  it("answers an unknown name and a wrong password alike", async () => {
    const [known, unknown] = [await enter("yb-editor", "wrong"), await enter("no-such-person", "wrong")];
    expect(expectError(known, "session.wrong-credentials").message).toBe(
      expectError(unknown, "session.wrong-credentials").message,
    );
  });

  it("holds fifteen minutes, from the failure and not from the last knock", async () => {
    await failTimes("yb-editor", 5);
    later(14);
    expectError(await enter("yb-editor"), "session.locked");
    later(2);
    expect((await enter("yb-editor")).status).toBe(200);
  });

  it("starts counting anew after a success, and after it has ended", async () => {
    await failTimes("yb-editor", 4);
    expect((await enter("yb-editor")).status).toBe(200);
    expect(await failTimes("yb-editor", 4)).not.toContain("session.locked");
    await failTimes("yb-editor", 1);
    later(16);
    expect(await failTimes("yb-editor", 4)).not.toContain("session.locked");
  });

  it("is not passed by many attempts at once", async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => enter("yb-editor", "wrong")));
    const tried = answers.filter(({ status }) => status === 401);
    expect(tried.length).toBeLessThanOrEqual(5);
    expectError(await enter("yb-editor"), "session.locked");
  });

  it("locks nobody else", async () => {
    await failTimes("yb-editor", 5);
    expect((await enter("yb-reader")).status).toBe(200);
  });

  it("is in the organisation's log", async () => {
    await failTimes("yb-editor", 5);
    const { body } = await callApi(app, listAudit, { headers: await signedIn("yb-administrator") });
    expect(listAudit.response?.parse(body).entries).toContainEqual(
      expect.objectContaining({ by: "系统", group: "账号", sentence: "账号 yb-editor 因连续登录失败被锁定" }),
    );
  });
});
