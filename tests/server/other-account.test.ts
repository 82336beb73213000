import { afterEach, beforeEach, expect, it } from "vitest";
import { emptyAnswer } from "#core/answer/answer.ts";
import { ACCOUNT_HEADER } from "#core/api/endpoint.ts";
import { getSubmission, saveAnswer } from "#core/api/submission.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, seedOrganisation, submissionOf } from "#mocks/seed.ts";

let app: MockApp;
beforeEach(async () => {
  app = await buildApp();
});
afterEach(() => app.close());

it("refuses a change that a page asks for in the name of somebody who is not signed in any more", async () => {
  const district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
  const [editor, reader] = [actorOf(district, "editor"), actorOf(district, "contributor")];
  const params = { submissionId: submissionOf(district), itemKey: "spending" };
  const save = (account: string, key: string) =>
    callApi(app, saveAnswer, {
      params,
      headers: { [ACCOUNT_HEADER]: account },
      body: { base: 0, answer: { ...emptyAnswer(), narrative: "稿" }, key },
    });
  app.become(reader.accountId);
  const refused = await save(editor.accountId, "key-of-the-editor");
  expect([refused.status, refused.body]).toMatchObject([401, { error: { code: "session.changed" } }]);
  app.become(editor.accountId);
  expect((await save(editor.accountId, "key-of-the-editor")).status).toBe(200);
  expect((await callApi(app, getSubmission, { params })).status).toBe(200);
});
