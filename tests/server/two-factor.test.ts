import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listAudit } from "#core/api/audit.ts";
import { currentAccount, listAccounts, me, signIn } from "#core/api/system.ts";
import * as api from "#core/api/two-factor.ts";
import { codeOf, stepAt } from "#core/two-factor/totp.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { type ApiOutput, callApi } from "#mocks/call-api.ts";
import { actorOf, SEED_PASSWORD, type SeededOrganisation, seedOrganisation } from "#mocks/seed.ts";
import { expectError } from "#tests/server/expect-error.ts";

let app: MockApp;
let city: SeededOrganisation;
let now: Date;

beforeEach(async () => {
  now = new Date();
  app = await buildApp({ cookies: true, clock: () => now });
  city = await seedOrganisation(app, "city", "cq", "市教育督导室");
});
afterEach(() => app.close());

const later = (seconds: number): void => {
  now = new Date(now.getTime() + seconds * 1000);
};
const enter = (username: string, code?: string, password = SEED_PASSWORD): Promise<ApiOutput> =>
  callApi(app, signIn, { body: { username, password, ...(code === undefined ? {} : { code }) } });
const cookieOf = (answer: ApiOutput): { cookie: string } => ({
  cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "",
});

const decode = (key: string): Uint8Array => {
  const bits = [...key].map((letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  );
  return Uint8Array.from(bits.join("").match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
};

/** As an authenticator app does it. */
interface Phone {
  headers: { cookie: string };
  code: () => string;
  recoveryCodes: string[];
}
async function enrol(username: string, headers?: { cookie: string }): Promise<Phone> {
  const own = headers ?? cookieOf(await enter(username));
  const begun = await callApi(app, api.beginTwoFactor, { body: { password: SEED_PASSWORD }, headers: own });
  const { key } = api.beginTwoFactor.response?.parse(begun.body) ?? { key: "" };
  const code = () => codeOf(decode(key), stepAt(now.getTime()));
  const confirmed = await callApi(app, api.confirmTwoFactor, { body: { code: code() }, headers: own });
  const { recoveryCodes } = api.recoveryCodes.parse(confirmed.body);
  later(30);
  return { headers: own, code, recoveryCodes };
}

describe("the second step of signing in", () => {
  it("is asked for when the password was right, and opens with the app's code", async () => {
    const phone = await enrol("cq-inspector");
    expectError(await enter("cq-inspector"), "session.code-required");
    expectError(await enter("cq-inspector", phone.code(), "wrong"), "session.wrong-credentials");
    expect((await enter("cq-inspector", phone.code())).status).toBe(200);
  });

  it("starts no session before it is taken", async () => {
    await enrol("cq-inspector");
    expect((await enter("cq-inspector")).headers.getSetCookie()).toEqual([]);
  });

  it("takes each code once, and none of an earlier step after a later one", async () => {
    const phone = await enrol("cq-inspector");
    const early = phone.code();
    later(30);
    const late = phone.code();
    expect((await enter("cq-inspector", late)).status).toBe(200);
    expectError(await enter("cq-inspector", late), "session.wrong-code");
    expectError(await enter("cq-inspector", early), "session.wrong-code");
  });

  it("lets one of several in who come with the same code at once", async () => {
    const phone = await enrol("cq-inspector");
    const answers = await Promise.all(Array.from({ length: 4 }, () => enter("cq-inspector", phone.code())));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it("locks the account with the fifth wrong code, also against the right one", async () => {
    const phone = await enrol("cq-inspector");
    // asking for the code is no failure
    for (let time = 0; time < 8; time += 1) expectError(await enter("cq-inspector"), "session.code-required");
    const codes: string[] = [];
    for (let time = 0; time < 5; time += 1) {
      const { body } = await enter("cq-inspector", "000000");
      codes.push((body as { error: { code: string } }).error.code);
    }
    expect(codes).toEqual([...Array(4).fill("session.wrong-code"), "session.locked"]);
    expectError(await enter("cq-inspector", phone.code()), "session.locked");
    later(16 * 60);
    expect((await enter("cq-inspector", phone.code())).status).toBe(200);
  });

  it("is passed by each of ten recovery codes once, however it is typed", async () => {
    const phone = await enrol("cq-inspector");
    expect(new Set(phone.recoveryCodes).size).toBe(10);
    const [first = "", second = ""] = phone.recoveryCodes;
    expect((await enter("cq-inspector", first.toLowerCase().replaceAll("-", " "))).status).toBe(200);
    expectError(await enter("cq-inspector", first), "session.wrong-code");
    expect((await enter("cq-inspector", second)).status).toBe(200);
    const { body } = await callApi(app, api.twoFactorState, { headers: phone.headers });
    expect(body).toEqual({ on: true, wanted: "recommended", recoveryCodesLeft: 8 });
    const renewed = await callApi(app, api.renewRecoveryCodes, {
      body: { password: SEED_PASSWORD },
      headers: phone.headers,
    });
    expect(api.recoveryCodes.parse(renewed.body).recoveryCodes).toHaveLength(10);
    expectError(await enter("cq-inspector", phone.recoveryCodes[2] ?? ""), "session.wrong-code");
  });

  it("does not count before a code of the app has been seen", async () => {
    const headers = cookieOf(await enter("cq-inspector"));
    await callApi(app, api.beginTwoFactor, { body: { password: SEED_PASSWORD }, headers });
    expectError(
      await callApi(app, api.confirmTwoFactor, { body: { code: "12345" }, headers }),
      "two-factor.wrong-code",
    );
    expect((await enter("cq-inspector")).status).toBe(200);
  });

  it("is set up, renewed and ended only by who knows the password", async () => {
    const { headers } = await enrol("cq-inspector");
    const body = { password: "wrong" };
    for (const endpoint of [api.beginTwoFactor, api.renewRecoveryCodes, api.endTwoFactor])
      expectError(await callApi(app, endpoint, { body, headers }), "account.wrong-password");
    expectError(
      await callApi(app, api.beginTwoFactor, { body: { password: SEED_PASSWORD }, headers }),
      "two-factor.on",
    );
    expect((await callApi(app, api.endTwoFactor, { body: { password: SEED_PASSWORD }, headers })).status).toBe(204);
    expect((await enter("cq-inspector")).status).toBe(200);
  });

  it("locks the password of an open page after five wrong ones", async () => {
    const headers = cookieOf(await enter("cq-inspector"));
    const attempt = () => callApi(app, api.beginTwoFactor, { body: { password: "wrong" }, headers });
    for (let time = 0; time < 4; time += 1) expectError(await attempt(), "account.wrong-password");
    expectError(await attempt(), "session.locked");
    expectError(
      await callApi(app, api.beginTwoFactor, { body: { password: SEED_PASSWORD }, headers }),
      "session.locked",
    );
  });

  it("ends the sessions elsewhere when it is set up", async () => {
    const elsewhere = cookieOf(await enter("cq-inspector"));
    await enrol("cq-inspector");
    expectError(await callApi(app, currentAccount, { headers: elsewhere }), "session.required");
  });

  it("is taken off by an administrator, in the log, and the sessions end", async () => {
    const phone = await enrol("cq-inspector");
    const headers = cookieOf(await enter("cq-administrator"));
    const params = { accountId: actorOf(city, "inspector").accountId };
    expect((await callApi(app, api.resetTwoFactor, { params, headers })).status).toBe(204);
    expectError(await callApi(app, currentAccount, { headers: phone.headers }), "session.required");
    expect((await enter("cq-inspector")).status).toBe(200);
    const { body } = await callApi(app, listAudit, { headers });
    const sentences = listAudit.response?.parse(body).entries.map(({ sentence }) => sentence);
    expect(sentences).toContain("账号 cq-inspector 的两步验证被管理员清除");
    expect(sentences).toContain("账号 cq-inspector 开启两步验证");
  });

  it("is not taken off one's own account from an open page", async () => {
    const phone = await enrol("cq-administrator");
    const params = { accountId: actorOf(city, "administrator").accountId };
    const { headers } = phone;
    expectError(await callApi(app, api.resetTwoFactor, { params, headers }), "access.denied");
    expectError(await enter("cq-administrator"), "session.code-required");
  });

  it("keeps neither the key nor a recovery code in the database as it is", async () => {
    const headers = cookieOf(await enter("cq-inspector"));
    const begun = await callApi(app, api.beginTwoFactor, { body: { password: SEED_PASSWORD }, headers });
    const { key } = api.beginTwoFactor.response?.parse(begun.body) ?? { key: "" };
    const secret = decode(key);
    const confirmed = await callApi(app, api.confirmTwoFactor, {
      body: { code: codeOf(secret, stepAt(now.getTime())) },
      headers,
    });
    const { db } = app.deps.store;
    const rows = JSON.stringify([
      await db.selectFrom("two_factor").selectAll().execute(),
      await db.selectFrom("recovery_code").selectAll().execute(),
      await db.selectFrom("audit_event").selectAll().execute(),
    ]);
    const codes = api.recoveryCodes.parse(confirmed.body).recoveryCodes;
    const hidden = [key, Buffer.from(secret).toString("base64"), Buffer.from(secret).toString("hex"), ...codes];
    expect(hidden.filter((text) => rows.includes(text) || rows.includes(text.replaceAll("-", "")))).toEqual([]);
  });

  it("sealed for one account does not open for another", async () => {
    const phone = await enrol("cq-inspector");
    await enrol("cq-supervisor");
    const { db } = app.deps.store;
    const row = await db
      .selectFrom("two_factor")
      .select("secret")
      .where("account_id", "=", actorOf(city, "inspector").accountId)
      .executeTakeFirstOrThrow();
    await db
      .updateTable("two_factor")
      .set({ secret: row.secret, last_step: 0 })
      .where("account_id", "=", actorOf(city, "supervisor").accountId)
      .execute();
    expect((await enter("cq-supervisor", phone.code())).status).toBe(500);
    app.logged.length = 0;
  });
});

describe("where the installation asks for it", () => {
  beforeEach(() => {
    app.deps.requireTwoFactor = true;
  });

  it.each(["inspector", "supervisor", "administrator"])("an %s sets it up before anything else", async (role) => {
    const entered = await enter(`cq-${role}`);
    expect(me.parse(entered.body).mustEnrol).toBe(true);
    const headers = cookieOf(entered);
    expectError(await callApi(app, listAccounts, { headers }), "session.enrolment-required");
    expect(me.parse((await callApi(app, currentAccount, { headers })).body).mustEnrol).toBe(true);
    await enrol(`cq-${role}`, headers);
    expect(me.parse((await callApi(app, currentAccount, { headers })).body).mustEnrol).toBeUndefined();
    const { status } = await callApi(app, listAccounts, { headers });
    expect(status).toBe(role === "administrator" ? 200 : 403);
  });

  it("other roles work as before", async () => {
    const entered = await enter("cq-reader");
    expect(me.parse(entered.body).mustEnrol).toBeUndefined();
    const { body } = await callApi(app, api.twoFactorState, { headers: cookieOf(entered) });
    expect(body).toEqual({ on: false, wanted: "no", recoveryCodesLeft: 0 });
  });
});
