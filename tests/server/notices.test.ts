import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/access/access.ts";
import { emptyAnswer } from "#core/answer/answer.ts";
import * as collationApi from "#core/api/collation.ts";
import { hearNotices } from "#core/api/notice.ts";
import * as systemApi from "#core/api/system.ts";
import type { Notice } from "#core/notice/notice.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { callApi } from "#mocks/call-api.ts";
import {
  actorOf,
  expectOk,
  SEED_PASSWORD,
  type SeededOrganisation,
  seedOrganisation,
  submissionOf,
} from "#mocks/seed.ts";
import { bringTo, headOf, seedCity } from "#mocks/seed-review.ts";
import { saveAnswer } from "#server/services/answers.ts";
import { changeAccount } from "#server/services/change-account.ts";
import { startThread } from "#server/services/comments.ts";
import { fail } from "#server/services/failure.ts";
import { inTransaction } from "#server/store/store.ts";
import { hearing } from "#tests/fixtures/hear.ts";

let app: MockApp;
const open: { leave: () => Promise<void> }[] = [];

beforeEach(async () => {
  app = await buildApp();
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.leave();
  await app.close();
});

const listen = async (actor: Actor) => {
  app.become(actor.accountId);
  const response = await app.fetch(new Request(`http://ziping.test${hearNotices.path}`));
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
  const ear = hearing(response);
  open.push(ear);
  return ear;
};

const saved = async (district: SeededOrganisation, itemKey = "spending") =>
  saveAnswer(app.deps, app.deps.store.db, actorOf(district, "editor"), await headOf(app, district), itemKey, {
    base: 0,
    key: `save-${itemKey}`,
    answer: { ...emptyAnswer(), narrative: "机密内容" },
  });
const answerTold = (district: SeededOrganisation, itemKey = "spending"): Notice => ({
  topic: "answer",
  submissionId: submissionOf(district),
  itemKey,
  revision: 1,
});

describe("notices of what has committed", () => {
  it("reach whoever may read it, and nobody else", async () => {
    const own = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    const other = await seedOrganisation(app, "district", "jb", "重庆市江北区");
    const city = await seedOrganisation(app, "city", "cq", "市教育督导室");
    const hearers = await Promise.all(
      (["contributor", "reader", "approver"] as const).map((role) => actorOf(own, role)).map(listen),
    );
    const strangers = [
      await listen(actorOf(own, "administrator")),
      await listen(actorOf(other, "editor")),
      await listen(actorOf(city, "supervisor")),
      await listen(actorOf(city, "inspector")),
    ];
    expectOk(await saved(own));
    for (const { heard } of hearers) await expect.poll(() => heard).toEqual([answerTold(own)]);
    expect(strangers.flatMap(({ heard }) => heard)).toEqual([]);
  });

  it("come only when the change has committed", async () => {
    const own = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    const { heard } = await listen(actorOf(own, "reader"));
    const head = await headOf(app, own);
    const undone = await inTransaction(app.deps.store.db, async (tx) => {
      const remark = { itemKey: "pay", revision: 0, body: "请核对", key: "a-remark" };
      expectOk(
        await startThread({ ...app.deps, store: { ...app.deps.store, db: tx } }, actorOf(own, "editor"), head, remark),
      );
      return fail("request.invalid", "undone");
    });
    expect(undone.ok).toBe(false);
    expectOk(await saved(own));
    await expect.poll(() => heard).toEqual([answerTold(own)]);
  });

  it("of a review reach the city that reads it, and its verdicts not the district", async () => {
    const seeded = await seedCity(app);
    const [first] = seeded.districts;
    const district = await listen(actorOf(first, "editor"));
    const neighbour = await listen(actorOf(seeded.districts[1], "editor"));
    const assigned = await listen(seeded.inspector);
    const idle = await listen(seeded.idle);
    await bringTo(app, seeded, first, "reviewing");
    const flow = { topic: "flow", submissionId: submissionOf(first) };
    await expect.poll(() => assigned.heard).toEqual([flow, flow]);
    await expect.poll(() => district.heard).toEqual([flow, flow]);
    expect([...idle.heard, ...neighbour.heard]).toEqual([]);
  });

  it("of comments stay on their side", async () => {
    const seeded = await seedCity(app);
    const [first] = seeded.districts;
    await bringTo(app, seeded, first, "reviewing");
    const district = await listen(actorOf(first, "reader"));
    const inspector = await listen(seeded.inspector);
    const remark = { itemKey: "pay", revision: 0, body: "请核对", key: "a-remark" };
    expectOk(await startThread(app.deps, actorOf(first, "editor"), await headOf(app, first), remark));
    await expect.poll(() => district.heard).toHaveLength(1);
    expect(inspector.heard).toEqual([]);
  });

  it("tell that somebody has come to an item, once", async () => {
    const own = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    const { heard } = await listen(actorOf(own, "editor"));
    app.become(actorOf(own, "contributor").accountId);
    const params = { submissionId: submissionOf(own) };
    for (const itemKey of ["pay", "pay", "spending"])
      await callApi(app, collationApi.beat, { params, body: { itemKey, writing: false } });
    const told = (itemKey: string): Notice => ({ topic: "presence", ...params, itemKey });
    await expect.poll(() => heard).toEqual([told("pay"), told("spending")]);
  });

  it("answer a visitor without a session by asking to sign in", async () => {
    const { status } = await callApi(app, hearNotices);
    expect(status).toBe(401);
  });
});

describe("a stream and its session", () => {
  const signedIn = async (username: string) => {
    const body = { username, password: SEED_PASSWORD };
    const { headers } = await callApi(app, systemApi.signIn, { body });
    const cookie = headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const response = await app.fetch(new Request(`http://ziping.test${hearNotices.path}`, { headers: { cookie } }));
    const ear = hearing(response);
    open.push(ear);
    return { cookie, ...ear };
  };

  beforeEach(async () => {
    await app.close();
    app = await buildApp({ cookies: true });
  });

  it("ends when the person signs out, and no other person's with it", async () => {
    await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    const leaving = await signedIn("yb-editor");
    const staying = await signedIn("yb-reader");
    const { status } = await callApi(app, systemApi.signOut, { headers: { cookie: leaving.cookie } });
    expect(status).toBe(204);
    expect(await leaving.over).toBe(true);
    expect([leaving.farewell(), staying.farewell()]).toEqual(["session", undefined]);
  });

  it("ends when the account is closed, before anything else is told", async () => {
    const own = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    const { over, heard, farewell } = await signedIn("yb-reader");
    const { accountId } = actorOf(own, "reader");
    expectOk(await changeAccount(app.deps, actorOf(own, "administrator"), accountId, { disabled: true }));
    expectOk(await saved(own));
    expect(await over).toBe(true);
    expect([farewell(), heard]).toEqual(["session", []]);
  });

  it("tells by the roles that the person has by now", async () => {
    const own = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    const { heard } = await signedIn("yb-reader");
    const { accountId } = actorOf(own, "reader");
    expectOk(await changeAccount(app.deps, actorOf(own, "administrator"), accountId, { roles: ["administrator"] }));
    await expect.poll(() => heard).toEqual([{ topic: "account" }]);
    expectOk(await saved(own));
    expectOk(await saved(own, "pay"));
    expect(heard).toEqual([{ topic: "account" }]);
  });
});
