import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { emptyAnswer } from "#core/answer/answer.ts";
import { listAudit } from "#core/api/audit.ts";
import { startThread } from "#core/api/collation.ts";
import type { Endpoint } from "#core/api/endpoint.ts";
import { changeEvidence, evidenceContent } from "#core/api/evidence.ts";
import { saveAnswer } from "#core/api/submission.ts";
import { changePassword, createAccount, createUnit, currentAccount, signIn } from "#core/api/system.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { type ApiInput, callApi } from "#mocks/call-api.ts";
import { actorOf, SEED_PASSWORD, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import type { Files } from "#server/files/files.ts";
import { memoryFiles } from "#server/files/memory.ts";
import { pinoLog } from "#server/observe/pino-log.ts";
import { errorFacts, scrubText } from "#server/observe/scrub.ts";
import { makeWatch } from "#server/observe/watch.ts";

/** What may never stand in a log: each once in what somebody types, sends or is. */
const MARKS = {
  name: "欧阳记号",
  username: "marked.person",
  password: "marked-password-83751",
  next: "another-marked-word-20417",
  text: "正文记号：教师张三丰未领工资",
  unit: "区记号局",
  query: "查询记号",
  agent: "MarkedAgent/9.9",
  address: "203.0.113.77",
  phone: "13987654321",
  secret: "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
};

let app: MockApp;
afterEach(() => app?.close());

const headers = {
  "user-agent": MARKS.agent,
  "x-forwarded-for": MARKS.address,
  "x-real-ip": MARKS.address,
  authorization: `Bearer ${MARKS.secret}`,
};

/** The program with the real log at its lowest level, and what that log has written. */
async function watched(replace: { files?: Files } = {}) {
  const lines: string[] = [];
  const clock = (): Date => new Date();
  const log = pinoLog("debug", clock, (line) => lines.push(line));
  // every request is a slow one
  app = await buildApp({ cookies: true, replace: { log, watch: makeWatch({ clock, log, slowMs: -1 }), ...replace } });
  const district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
  const answer = await callApi(app, signIn, { body: { username: "yb-administrator", password: SEED_PASSWORD } });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const ask = (endpoint: Endpoint, input: ApiInput) =>
    callApi(app, endpoint, { ...input, headers: { ...headers, cookie } });
  return { lines, district, cookie, ask };
}

const leaked = (lines: readonly string[], more: readonly string[] = []): string[] =>
  [...Object.values(MARKS), ...more].filter((mark) => lines.some((line) => line.includes(mark)));

describe("the log", () => {
  it("holds no name, text, address, password, token or query of anybody, whatever succeeds or fails", async () => {
    const { lines, district, cookie, ask } = await watched();
    const submissionId = submissionOf(district);
    const account = {
      username: MARKS.username,
      name: MARKS.name,
      password: MARKS.password,
      roles: ["editor"],
      unitId: null,
    };
    await ask(createAccount, { body: account });
    await ask(createAccount, { body: account });
    await ask(createUnit, { body: { name: MARKS.unit } });
    await ask(listAudit, { query: { text: MARKS.query } });
    await ask(changePassword, { body: { current: MARKS.password, next: MARKS.password } });
    await callApi(app, signIn, { body: { username: MARKS.username, password: MARKS.text }, headers });
    const entered = await callApi(app, signIn, {
      body: { username: MARKS.username, password: MARKS.password },
      headers,
    });
    const own = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    expect(own).not.toBe("");
    const asEditor = { headers: { ...headers, cookie: own } };
    const changed = await callApi(app, changePassword, {
      body: { current: MARKS.password, next: MARKS.next },
      ...asEditor,
    });
    expect(changed.status).toBe(204);
    const params = { submissionId, itemKey: "opening" };
    const body = { base: 0, key: "a-request", answer: { ...emptyAnswer(), narrative: `${MARKS.text} ${MARKS.phone}` } };
    expect((await callApi(app, saveAnswer, { params, body, ...asEditor })).status).toBe(200);
    await callApi(app, saveAnswer, { params, body: { ...body, key: "another-one" }, ...asEditor });
    await callApi(app, startThread, {
      params,
      body: { body: MARKS.text, revision: 1, key: "a-remark-here" },
      ...asEditor,
    });
    await callApi(app, changeEvidence, {
      params: { submissionId, evidenceId: MARKS.text },
      body: { title: MARKS.text },
      ...asEditor,
    });
    await app.fetch(
      new Request(`http://ziping.test/api/${encodeURIComponent(MARKS.text)}?q=${MARKS.phone}`, { headers }),
    );
    await app.fetch(
      new Request("http://ziping.test/api/session", { method: "POST", headers, body: `{"username":"${MARKS.name}` }),
    );
    expect(lines.length).toBeGreaterThan(20);
    expect(leaked(lines, [cookie, own, SEED_PASSWORD, "yb-administrator", submissionId])).toEqual([]);
  });

  it("holds none of it when the program itself is at fault", async () => {
    const { lines, district, cookie, ask } = await watched({
      files: failing(`cannot read "${MARKS.text}" for ${MARKS.phone}`),
    });
    await sql`alter table unit rename to unit_away`.execute(app.deps.store.db);
    await ask(createUnit, { body: { name: MARKS.unit } });
    // what is stored is no JSON: the exception quotes it
    const { accountId } = actorOf(district, "reader");
    await sql`update account_profile set roles = ${MARKS.text} where account_id = ${accountId}`.execute(
      app.deps.store.db,
    );
    await callApi(app, signIn, { body: { username: "yb-reader", password: SEED_PASSWORD }, headers });
    await ask(evidenceContent, { params: { submissionId: submissionOf(district), evidenceId: "none" } });
    const faults = lines.filter((line) => line.includes('"server.fault"'));
    expect(faults.length).toBeGreaterThanOrEqual(2);
    expect(faults.join()).toContain("no such table: unit");
    expect(faults.join()).toContain("src/server/");
    expect(leaked(lines, [cookie, SEED_PASSWORD])).toEqual([]);
  });

  it("is one object per line with time, level, event, the request's id and its pattern, and the person as an opaque id", async () => {
    const { lines, district, ask } = await watched();
    const { headers: answered } = await ask(currentAccount, {});
    const line: unknown = JSON.parse(lines.findLast((each) => each.includes('"request.slow"')) ?? "{}");
    expect(line).toEqual({
      level: "warn",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      event: "request.slow",
      requestId: answered.get("x-request-id"),
      method: "GET",
      route: "/api/me",
      status: 200,
      ms: expect.any(Number),
      account: actorOf(district, "administrator").accountId,
    });
  });

  it("keeps to its level", () => {
    const lines: string[] = [];
    const log = pinoLog(
      "warn",
      () => new Date(0),
      (line) => lines.push(line),
    );
    log.debug("a");
    log.info("b");
    log.warn("c");
    log.error("d");
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(["c", "d"]);
  });
});

describe("what an exception says", () => {
  it.each([
    [`Unexpected token '张', "张三丰的工资" is not valid JSON`, `Unexpected token …, "…" is not valid JSON`],
    ["invalid input syntax for type integer: “marked”", 'invalid input syntax for type integer: "…"'],
    ["connect ECONNREFUSED 10.23.4.5:5432", "connect ECONNREFUSED …:5432"],
    ["password=hunter2hunter failed", "password … failed"],
    ["postgres://user:secret@db.example/ziping refused", "postgres://… refused"],
    ["mail to li.si@example.gov.cn failed", "mail to … failed"],
    ["person 510212199001011234 not found", "person … not found"],
    ["no such table: unit", "no such table: unit"],
    ["GET /api/units breaks its contract at 0.name", "GET /api/units breaks its contract at 0.name"],
    ["文件 区财政局.pdf is gone", "… … is gone"],
  ])("is written without what may be somebody's: %s", (said, written) => {
    expect(scrubText(said)).toBe(written);
  });

  it("goes with its kind, its code and where it happened, without the folder that the program lies in", () => {
    const facts = errorFacts(Object.assign(new TypeError("broken"), { code: "E1" }));
    expect(facts).toMatchObject({ kind: "TypeError", errorCode: "E1", message: "broken" });
    expect(facts.stack).toContain("tests/server/redaction.test.ts");
    expect(errorFacts("张三")).toEqual({ message: "not an Error" });
  });
});

/** Files that cannot be read. */
function failing(message: string): Files {
  const fail = async (): Promise<never> => {
    throw new Error(message);
  };
  return { ...memoryFiles(), open: fail, openVerified: fail, has: fail };
}
