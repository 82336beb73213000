import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/access/access.ts";
import { submissionFlow, submitSubmission } from "#core/api/flow.ts";
import { acrossDistricts, getReview, getReviewItem, openReview } from "#core/api/review.ts";
import { putVerdict } from "#core/api/verdict.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, submissionOf } from "#mocks/seed.ts";
import { type SeededCity, seedCity } from "#mocks/seed-review.ts";

const ITEM = "spending";

let app: MockApp;
let seeded: SeededCity;
let params: { submissionId: string; itemKey: string };

beforeAll(async () => {
  app = await buildApp({ clock: () => new Date("2023-02-01T02:00:00Z") });
  seeded = await seedCity(app);
  const submissionId = submissionOf(seeded.districts[0]);
  params = { submissionId, itemKey: ITEM };
  app.become(actorOf(seeded.districts[0], "approver").accountId);
  const flow = submissionFlow.response?.parse((await callApi(app, submissionFlow, { params: { submissionId } })).body);
  await callApi(app, submitSubmission, { params: { submissionId }, body: { version: flow?.version } });
  app.become(seeded.inspector.accountId);
  await callApi(app, openReview, { params: { submissionId }, body: {} });
});
afterAll(() => app.close());

async function item(reader: Actor) {
  app.become(reader.accountId);
  const { body } = await callApi(app, getReviewItem, { params });
  return getReviewItem.response?.parse(body);
}

async function decide(reader: Actor, score: string, lost: string): Promise<void> {
  const read = await item(reader);
  const met = lost === "0";
  const body = {
    base: 0,
    key: `decide-${reader.accountId}`.slice(0, 64),
    itemHash: read?.frozen.hash,
    verdict: met ? "met" : "not-met",
    score,
    deductions: met ? [] : [{ points: lost, reason: "缺少拨款文件" }],
    opinion: met ? "" : "拨款文件不全。",
    agenda: true,
  };
  expect((await callApi(app, putVerdict, { params, body })).status).toBe(200);
}

/** Everything that an inspector's screens ask for, as text. */
async function told(reader: Actor): Promise<string> {
  app.become(reader.accountId);
  const { submissionId, itemKey } = params;
  const answers = await Promise.all([
    callApi(app, getReviewItem, { params }),
    callApi(app, getReview, { params: { submissionId } }),
    callApi(app, acrossDistricts, { params: { cycleId: seeded.cycleId, itemKey } }),
  ]);
  return JSON.stringify(answers.map(({ body }) => body));
}

describe("a second reader", () => {
  it("learns nothing of the first one's word before deciding, and everything after", async () => {
    const points = (await item(seeded.inspector))?.points?.points ?? "0";
    await decide(seeded.inspector, points, "0");
    const before = await told(seeded.second);
    expect(before).not.toContain(seeded.inspector.accountId);
    expect(before).not.toMatch(/"state":"single"|"agenda"\]|"verdict":"met"/);
    expect(await told(actorOf(seeded.city, "supervisor"))).toContain(seeded.inspector.accountId);

    await decide(seeded.second, "0", points);
    expect((await item(seeded.second))?.verdicts.map(({ accountId }) => accountId).sort()).toEqual(
      [seeded.inspector.accountId, seeded.second.accountId].sort(),
    );
    expect((await item(seeded.second))?.settled.state).toBe("needs-third");
  });
});
