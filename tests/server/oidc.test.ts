import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listAudit } from "#core/api/audit.ts";
import { signInWays } from "#core/api/oidc.ts";
import { changeAccount, currentAccount, signIn } from "#core/api/system.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, SEED_PASSWORD, type SeededOrganisation, seedOrganisation } from "#mocks/seed.ts";
import { openidProvider } from "#server/auth/openid.ts";
import { CLIENT, type IdentityServer, startIdentityServer, type Told } from "#tests/server/identity-server.ts";

let provider: IdentityServer;
let app: MockApp;
let district: SeededOrganisation;
let failed: string[];

beforeEach(async () => {
  provider = await startIdentityServer();
  failed = [];
  const log = {
    info: () => undefined,
    error: (_event: string, facts?: { message?: unknown }) => void failed.push(String(facts?.message)),
  };
  const identityProvider = openidProvider(
    {
      issuer: provider.issuer,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      claim: "preferred_username",
      publicUrl: "http://ziping.test",
    },
    log,
  );
  app = await buildApp({ cookies: true, replace: { identityProvider } });
  district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
});
afterEach(async () => {
  await app.close();
  await provider.close();
});

const visit = (path: string, cookie?: string): Promise<Response> =>
  app.fetch(new Request(`http://ziping.test${path}`, cookie === undefined ? {} : { headers: { cookie } }));
const cookieNamed = (response: Response, name: string): string =>
  response.headers
    .getSetCookie()
    .find((each) => each.startsWith(`${name}=`))
    ?.split(";")[0] ?? "";

/** To the provider's page: its address, and what the browser keeps meanwhile. */
async function begin(): Promise<{ url: string; cookie: string }> {
  const response = await visit("/api/oidc");
  return { url: response.headers.get("location") ?? "", cookie: cookieNamed(response, "ziping.oidc") };
}
const finish = (query: string, cookie?: string): Promise<Response> => visit(`/api/oidc/callback${query}`, cookie);
async function enter(): Promise<Response> {
  const { url, cookie } = await begin();
  return finish(provider.approve(url), cookie);
}
async function sessionOf(username: string): Promise<string> {
  tell({ username });
  return cookieNamed(await enter(), "ziping.session_token");
}
const tell = (told: Partial<Told>): void => void Object.assign(provider.told, told);
const sessions = () => app.deps.store.db.selectFrom("auth_session").select("id").execute();

describe("signing in by the identity provider", () => {
  it("asks with PKCE, state and nonce, and for the openid scope", async () => {
    const { url, cookie } = await begin();
    const asked = new URL(url);
    expect(asked.origin).toBe(provider.issuer);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: "code",
      client_id: CLIENT.id,
      redirect_uri: "http://ziping.test/api/oidc/callback",
      scope: "openid profile",
      code_challenge_method: "S256",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    // what the browser keeps is sealed
    expect(cookie).not.toContain(asked.searchParams.get("state") ?? "");
    expect((await visit("/api/oidc")).headers.getSetCookie()[0]).toMatch(/HttpOnly.*SameSite=Lax/);
  });

  it("asks nobody for a password that somebody else has given, and leaves that one of no use", async () => {
    const { accountId } = actorOf(district, "editor");
    const administrator = { cookie: await sessionOf("YB-Administrator") };
    const body = { password: "given by somebody else" };
    await callApi(app, changeAccount, { params: { accountId }, body, headers: administrator });
    const headers = { cookie: await sessionOf("yb-editor") };
    expect((await callApi(app, listAudit, { headers })).body).not.toMatchObject({
      error: { code: "account.password-due" },
    });
    const byPassword = await callApi(app, signIn, { body: { username: "yb-editor", password: body.password } });
    expect(byPassword.status).toBe(401);
  });

  it("opens the account of that name, in the log", async () => {
    const entered = await enter();
    expect([entered.status, entered.headers.get("location")]).toEqual([302, "/"]);
    const headers = { cookie: cookieNamed(entered, "ziping.session_token") };
    expect((await callApi(app, currentAccount, { headers })).body).toMatchObject({ username: "yb-editor" });
    tell({ username: "YB-Administrator" });
    const administrator = { cookie: cookieNamed(await enter(), "ziping.session_token") };
    const { body } = await callApi(app, listAudit, { headers: administrator });
    expect(listAudit.response?.parse(body).entries.map(({ sentence }) => sentence)).toContain(
      "yb-editor 登录（统一身份认证）",
    );
  });

  it("makes no account: a name that nobody has here is told so", async () => {
    tell({ username: "somebody-else" });
    const refused = await enter();
    expect(refused.headers.get("location")).toBe("/sign-in?oidc=unknown");
    expect(await sessions()).toEqual([]);
    const users = await app.deps.store.db.selectFrom("auth_user").select("username").execute();
    expect(users.map(({ username }) => username)).not.toContain("somebody-else");
  });

  it("does not open a disabled account", async () => {
    const administrator = await callApi(app, signIn, {
      body: { username: "yb-administrator", password: SEED_PASSWORD },
    });
    const headers = { cookie: administrator.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
    const params = { accountId: actorOf(district, "editor").accountId };
    await callApi(app, changeAccount, { params, body: { disabled: true }, headers });
    expect((await enter()).headers.get("location")).toBe("/sign-in?oidc=unknown");
  });

  it.each<[string, Partial<Told>]>([
    ["another's signature", { signing: "stranger" }],
    ["no signature", { signing: "none" }],
    ["for another client", { claims: { aud: "another" } }],
    ["of another issuer", { claims: { iss: "https://evil.example" } }],
    ["out of date", { claims: { exp: 1_600_000_000 } }],
    ["to another question", { claims: { nonce: "of-somebody-else" } }],
    ["without a name", { claims: { preferred_username: undefined } }],
  ])("refuses an answer that is not the provider's: %s", async (_, told) => {
    tell(told);
    expect((await enter()).headers.get("location")).toBe("/sign-in?oidc=refused");
    expect(await sessions()).toEqual([]);
    expect(failed).toHaveLength(1);
  });

  it("refuses an answer that this browser did not ask for", async () => {
    const mine = await begin();
    const attacker = await begin();
    const planted = provider.approve(attacker.url);
    for (const cookie of [mine.cookie, undefined, "ziping.oidc=forged", `ziping.oidc=${btoa("x".repeat(60))}`])
      expect((await finish(planted, cookie)).headers.get("location")).toBe("/sign-in?oidc=refused");
    expect(await sessions()).toEqual([]);
  });

  it("takes an answer once", async () => {
    const { url, cookie } = await begin();
    const query = provider.approve(url);
    expect((await finish(query, cookie)).headers.get("location")).toBe("/");
    expect((await finish(query, cookie)).headers.get("location")).toBe("/sign-in?oidc=refused");
  });

  it("says when the provider is away, and goes on when it is back", async () => {
    await provider.close();
    expect((await visit("/api/oidc")).headers.get("location")).toBe("/sign-in?oidc=unavailable");
    provider = await startIdentityServer();
  });

  it("is offered only where it is set", async () => {
    expect((await callApi(app, signInWays)).body).toEqual({ oidc: true });
    const plain = await buildApp({ cookies: true });
    expect((await callApi(plain, signInWays)).body).toEqual({ oidc: false });
    const led = await plain.fetch(new Request("http://ziping.test/api/oidc"));
    expect(led.headers.get("location")).toBe("/sign-in?oidc=unavailable");
    await plain.close();
  });
});
