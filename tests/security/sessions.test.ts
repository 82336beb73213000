import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changeAccount, currentAccount, signIn } from "#core/api/system.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { type ApiOutput, callApi } from "#mocks/call-api.ts";
import { actorOf, SEED_PASSWORD, type SeededOrganisation, seedOrganisation } from "#mocks/seed.ts";
import { createApp } from "#server/app.ts";
import { makeAuth } from "#server/auth/better-auth.ts";
import { clientAddress } from "#server/client-address.ts";
import { expectError } from "#tests/server/expect-error.ts";

let app: MockApp;
let district: SeededOrganisation;
let now: Date;

beforeEach(async () => {
  now = new Date();
  app = await buildApp({ cookies: true, clock: () => now });
  district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
});
afterEach(() => app.close());

const HOUR = 3_600_000;
const enter = (username: string, headers: Record<string, string> = {}, password = SEED_PASSWORD): Promise<ApiOutput> =>
  callApi(app, signIn, { body: { username, password }, headers });
const cookieOf = (answer: ApiOutput): { cookie: string } => ({
  cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "",
});
const whoAmI = (headers: { cookie: string }) => callApi(app, currentAccount, { headers });
const age = async (column: "createdAt" | "expiresAt", milliseconds: number): Promise<void> => {
  const at = new Date(Date.now() - milliseconds).toISOString();
  await app.deps.store.db
    .updateTable("auth_session")
    .set({ [column]: at })
    .execute();
};

describe("a session", () => {
  it("is a new one at every sign-in, and the one before it ends", async () => {
    const planted = cookieOf(await enter("yb-reader"));
    const own = cookieOf(await enter("yb-editor", planted));
    expect(own.cookie).not.toBe(planted.cookie);
    expectError(await whoAmI(planted), "session.required");
    expect((await whoAmI(own)).body).toMatchObject({ username: "yb-editor" });
  });

  it("takes no token that somebody else has made up", async () => {
    const made = { cookie: "ziping.session_token=abcdefghijklmnopqrstuvwxyz012345.c2lnbmF0dXJl" };
    const own = cookieOf(await enter("yb-editor", made));
    expect(own.cookie).not.toContain("abcdefghijklmnopqrstuvwxyz012345");
    expectError(await whoAmI(made), "session.required");
  });

  it("has tokens that share nothing and say nothing", async () => {
    const answers: ApiOutput[] = [];
    for (let time = 0; time < 20; time += 1) answers.push(await enter("yb-editor"));
    const tokens = answers.map(
      (answer) => decodeURIComponent(cookieOf(answer).cookie).split("=")[1]?.split(".")[0] ?? "",
    );
    expect(new Set(tokens).size).toBe(20);
    // 32 of 62 letters are 190 bits
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9]{32}$/);
  });

  it("ends after half a day without a request", async () => {
    const answer = await enter("yb-editor");
    expect(answer.headers.getSetCookie()[0]).toMatch(/; Max-Age=43200\b/);
    await age("expiresAt", 1000);
    expectError(await whoAmI(cookieOf(answer)), "session.required");
  });

  it("is prolonged by use, up to a week from its beginning", async () => {
    const headers = cookieOf(await enter("yb-editor"));
    await age("expiresAt", -11.5 * HOUR);
    expect((await whoAmI(headers)).headers.getSetCookie()[0]).toMatch(/; Max-Age=43200\b/i);
    const prolonged = await app.deps.store.db.selectFrom("auth_session").select("expiresAt").executeTakeFirstOrThrow();
    expect(Date.parse(prolonged.expiresAt) - Date.now()).toBeGreaterThan(11.9 * HOUR);
    await age("createdAt", 6.9 * 24 * HOUR);
    expect((await whoAmI(headers)).status).toBe(200);
    await age("createdAt", 7.1 * 24 * HOUR);
    expectError(await whoAmI(headers), "session.required");
    const rows = await app.deps.store.db.selectFrom("auth_session").select("id").execute();
    expect(rows).toEqual([]);
  });
});

describe("a password", () => {
  it("is compared for a name that nobody has as for one that somebody has", async () => {
    const done: string[] = [];
    const auth = await makeAuth(app.deps.store.db, {
      hash: async (password) => {
        done.push("slow hash");
        return password;
      },
      verify: async () => {
        done.push("slow hash");
        return false;
      },
    });
    expect(await auth.verifyPassword(app.deps.store.db, "yb-editor", "wrong")).toBeUndefined();
    expect(await auth.verifyPassword(app.deps.store.db, "nobody-here", "wrong")).toBeUndefined();
    expect(done).toEqual(["slow hash", "slow hash"]);
  });

  it("of one's own is not reset from an open page, administrator or not", async () => {
    const headers = cookieOf(await enter("yb-administrator"));
    const params = { accountId: actorOf(district, "administrator").accountId };
    const body = { password: "three plain words in a row" };
    expectError(await callApi(app, changeAccount, { params, body, headers }), "access.denied");
    const reader = { accountId: actorOf(district, "reader").accountId };
    expect((await callApi(app, changeAccount, { params: reader, body, headers })).status).toBe(200);
  });
});

describe("sign-in from one address", () => {
  const from = async (address: string | undefined, username: string, password = "wrong"): Promise<number> => {
    const init = { method: "POST", body: JSON.stringify({ username, password }) };
    return (await createApp(app.deps).fetch(new Request("http://ziping.test/api/session", init), address)).status;
  };
  const tryNames = async (address: string | undefined, times: number): Promise<number[]> => {
    const all: number[] = [];
    for (let name = 0; name < times; name += 1) all.push(await from(address, `name-${name}`));
    return all;
  };

  it("is held after a hundred refused names, for everybody there and nobody elsewhere", async () => {
    expect(new Set(await tryNames("203.0.113.9", 100))).toEqual(new Set([401]));
    expect(await from("203.0.113.9", "yb-editor", SEED_PASSWORD)).toBe(429);
    expect(await from("203.0.113.10", "yb-editor", SEED_PASSWORD)).toBe(200);
    now = new Date(now.getTime() + 16 * 60_000);
    expect(await from("203.0.113.9", "yb-editor", SEED_PASSWORD)).toBe(200);
  });

  it("is not held by people who do get in", async () => {
    for (let time = 0; time < 120; time += 1) expect(await from("203.0.113.9", "yb-editor", SEED_PASSWORD)).toBe(200);
  });

  it("is not counted where the address is not known", async () => {
    expect((await tryNames(undefined, 105)).at(-1)).toBe(401);
  });
});

describe("the client's address", () => {
  const read = clientAddress(["10.1.0.0/16", "2001:db8::1"]);
  it.each([
    ["203.0.113.9", null, "203.0.113.9"],
    ["203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["10.2.0.1", "198.51.100.1", "10.2.0.1"],
    ["10.1.2.3", "198.51.100.1", "198.51.100.1"],
    ["::ffff:10.1.2.3", "198.51.100.1", "198.51.100.1"],
    ["2001:db8::1", "2001:db8::9", "2001:db8::9"],
    ["127.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"],
    ["127.0.0.1", "<script>", "127.0.0.1"],
    ["127.0.0.1", "", "127.0.0.1"],
  ])("of %s with X-Forwarded-For %j is %s", (peer, forwarded, address) => {
    expect(read(peer, forwarded)).toBe(address);
  });
});
