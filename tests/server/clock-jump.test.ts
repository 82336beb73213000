import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { emptyAnswer } from "#core/answer/answer.ts";
import { beat } from "#core/api/collation.ts";
import { saveAnswer } from "#core/api/submission.ts";
import { currentAccount, signIn } from "#core/api/system.ts";
import { CHAIN_START } from "#core/audit/chain.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { type ApiOutput, callApi } from "#mocks/call-api.ts";
import { SEED_PASSWORD, type SeededOrganisation, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { verifyPart } from "#server/services/audit-chain.ts";
import { expectError } from "#tests/server/expect-error.ts";

const DAY = 24 * 60 * 60_000;
const YEAR = 365 * DAY;

let app: MockApp;
let district: SeededOrganisation;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-22T08:00:00Z") });
  app = await buildApp({ cookies: true });
  district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
});
afterEach(async () => {
  await app.close();
  vi.useRealTimers();
});

const jump = (milliseconds: number): void => void vi.setSystemTime(Date.now() + milliseconds);
const enter = (username: string, password = SEED_PASSWORD): Promise<ApiOutput> =>
  callApi(app, signIn, { body: { username, password } });
const cookieOf = (answer: ApiOutput): string => answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
const status = async (cookie: string): Promise<number> =>
  (await callApi(app, currentAccount, { headers: { cookie } })).status;

describe("a clock that jumps", () => {
  it("signs nobody out by going back, and ends sessions by going on for longer than they last", async () => {
    const cookie = cookieOf(await enter("yb-editor"));
    for (const [by, expected] of [
      [-YEAR, 200],
      [YEAR, 200],
      [8 * DAY, 401],
    ] as const) {
      jump(by);
      expect([by, await status(cookie)]).toEqual([by, expected]);
    }
    expect(await status(cookieOf(await enter("yb-editor")))).toBe(200);
  });

  it.each([
    ["a year", -YEAR],
    ["forty minutes", -40 * 60_000],
  ])("back by %s does not make a lock-out longer than it may be", async (_, by) => {
    for (let attempt = 0; attempt < 5; attempt += 1) await enter("yb-editor", "wrong");
    expectError(await enter("yb-editor"), "session.locked");
    jump(by);
    expect((await enter("yb-editor")).status).toBe(200);
  });

  it("back by minutes keeps the lock-out, which ends within half an hour", async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) await enter("yb-editor", "wrong");
    jump(-10 * 60_000);
    expectError(await enter("yb-editor"), "session.locked");
    jump(26 * 60_000);
    expect((await enter("yb-editor")).status).toBe(200);
  });

  it("shows nobody as present who was there by the old time", async () => {
    const editor = cookieOf(await enter("yb-editor"));
    const other = cookieOf(await enter("yb-contributor"));
    const params = { submissionId: submissionOf(district) };
    const at = async (cookie: string) => {
      const { body } = await callApi(app, beat, {
        params,
        headers: { cookie },
        body: { itemKey: "pay", writing: false },
      });
      return beat.response?.parse(body).others.map(({ name }) => name);
    };
    await at(other);
    expect(await at(editor)).toHaveLength(1);
    jump(-DAY);
    expect(await at(editor)).toEqual([]);
    expect(await at(other)).toHaveLength(1);
  });

  it("loses no save, and leaves a log that is whole and in its order", async () => {
    const cookie = cookieOf(await enter("yb-editor"));
    const params = { submissionId: submissionOf(district), itemKey: "pay" };
    for (const [base, by] of [0, -YEAR, YEAR + 3600_000, -1800_000].entries()) {
      jump(by);
      const body = { base, key: `request-${base}`, answer: { ...emptyAnswer(), narrative: `第${base}版` } };
      expect((await callApi(app, saveAnswer, { params, headers: { cookie }, body })).status).toBe(200);
    }
    const { db } = app.deps.store;
    expect(await verifyPart(db, { number: 0, hash: CHAIN_START })).toMatchObject({ ok: true, value: { done: true } });
    const rows = await db.selectFrom("answer_revision").select("revision").orderBy("revision").execute();
    expect(rows.map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
  });
});
