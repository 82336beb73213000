import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { errorBody } from "#core/api/error.ts";
import { signIn, signOut } from "#core/api/system.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { SEED_PASSWORD, seedOrganisation } from "#mocks/seed.ts";

/** What a client can write into its own request, as if a proxy had. */
const FORGED: Readonly<Record<string, string>> = {
  "x-forwarded-for": "127.0.0.1, 10.0.0.1",
  "x-real-ip": "127.0.0.1",
  "x-forwarded-host": "evil.test",
  "x-forwarded-proto": "https",
  "x-forwarded-port": "443",
  forwarded: "for=127.0.0.1;host=evil.test;proto=https",
  "x-original-url": "/api/accounts",
  "x-rewrite-url": "/api/accounts",
  "x-http-method-override": "DELETE",
};

let app: MockApp;
beforeEach(async () => {
  app = await buildApp({ cookies: true });
  await seedOrganisation(app, "district", "yb", "重庆市渝北区");
});
afterEach(() => app.close());

const enter = (password: string, headers: Record<string, string>) =>
  callApi(app, signIn, { body: { username: "yb-editor", password }, headers });

describe("headers of a proxy that there is not", () => {
  it("give no attempts beyond those that lock the account", async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1)
      statuses.push((await enter("wrong", { ...FORGED, "x-forwarded-for": `10.0.0.${attempt}` })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429, 429]);
    expect((await enter(SEED_PASSWORD, FORGED)).status).toBe(429);
  });

  it("do not make another site's request this one's", async () => {
    const cookie = (await enter(SEED_PASSWORD, {})).headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const refused = await callApi(app, signOut, { headers: { ...FORGED, cookie, origin: "https://evil.test" } });
    expect(errorBody.parse(refused.body).error.code).toBe("request.foreign-origin");
  });

  it("only ever make one's own cookie stricter, and lead to no other route", async () => {
    const answer = await enter(SEED_PASSWORD, FORGED);
    const [cookie = ""] = answer.headers.getSetCookie();
    expect(answer.status).toBe(200);
    expect(cookie).toMatch(/; HttpOnly.*; SameSite=Lax.*; Secure$/);
    expect([...answer.headers.values()].filter((value) => value.includes("evil.test"))).toEqual([]);
    const { deps } = app;
    expect(await deps.store.db.selectFrom("auth_session").select("id").execute()).toHaveLength(1);
  });
});
