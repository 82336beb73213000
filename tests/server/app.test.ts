import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emptyAnswer } from "#core/answer/answer.ts";
import { errorBody } from "#core/api/error.ts";
import { getSubmission, saveAnswer } from "#core/api/submission.ts";
import { listSubmissions } from "#core/api/submission-list.ts";
import { createUnit, currentAccount, health, readiness, setupState } from "#core/api/system.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { type ApiOutput, callApi } from "#mocks/call-api.ts";
import { actorOf, type SeededOrganisation, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { MIGRATIONS } from "#server/store/migrate.ts";
import { expectError } from "#tests/server/expect-error.ts";

let app: MockApp;
let district: SeededOrganisation;

beforeEach(async () => {
  app = await buildApp();
  district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
  app.become(actorOf(district, "administrator").accountId);
});
afterEach(() => app.close());

async function raw(path: string, init: RequestInit & { duplex?: "half" } = {}): Promise<ApiOutput> {
  const response = await app.fetch(new Request(`http://ziping.test${path}`, init));
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}
const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  raw("/api/units", { method: "POST", body, headers: { "content-type": "application/json", ...headers } });

describe("every answer", () => {
  it("carries the security headers, an id, and is not cached", async () => {
    for (const { headers } of [await callApi(app, health), await raw("/api/nothing-here"), await post("{")]) {
      expect(headers.get("content-security-policy")).toContain("script-src 'self';");
      expect(headers.get("content-security-policy")).toContain("object-src 'none'");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-request-id")).toMatch(/^[0-9a-f]{12}$/);
    }
  });

  it("says in one shape what is wrong: an unknown path", async () => {
    expectError(await raw("/api/nothing-here"), "resource.not-found");
    expectError(await raw("/api/units", { method: "PATCH" }), "resource.not-found");
    expectError(await raw("/api/submissions/%zz"), "resource.not-found");
  });

  it("names every field of a body that does not fit, in Chinese", async () => {
    const { details } = expectError(
      await callApi(app, createUnit, { body: { name: "", extra: 1 } }),
      "request.invalid",
    );
    expect(details).toEqual([
      { path: "body.name", code: "request.too-small", message: "请填写单位名称" },
      { path: "body", code: "request.unrecognized-keys", message: expect.stringMatching(/[\u4e00-\u9fa5]/) },
    ]);
  });

  it.each(["{", "", "\u0000", "[1,"])("refuses the body %j as no JSON", async (body) => {
    expectError(await post(body), "request.invalid");
  });

  it("refuses bytes that are no UTF-8", async () => {
    expectError(await post(new Uint8Array([0x22, 0xff, 0x22])), "request.invalid");
  });

  it("refuses a body over 2 MB, announced or not", async () => {
    const large = `{"name":"${"长".repeat(800_000)}"}`;
    expectError(await post(large), "request.too-large");
    expectError(await post("{}", { "content-length": "3000000" }), "request.too-large");
    const stream = new Blob([large]).stream();
    expectError(await raw("/api/units", { method: "POST", body: stream, duplex: "half" }), "request.too-large");
  });
});

describe("a request from another site", () => {
  it.each(["https://evil.example", "null", "http://ziping.test:81", "http://sub.ziping.test"])(
    "is refused: %s",
    async (origin) => {
      expectError(
        await post(JSON.stringify({ name: "区财政局" }), { origin, host: "ziping.test" }),
        "request.foreign-origin",
      );
    },
  );

  it("is told by its Origin: the same host passes, and so does reading", async () => {
    const own = await post(JSON.stringify({ name: "区审计局" }), { origin: "http://ziping.test", host: "ziping.test" });
    expect(own.status).toBe(200);
    const { status } = await callApi(app, setupState, {
      headers: { origin: "https://evil.example", host: "ziping.test" },
    });
    expect(status).toBe(200);
  });
});

describe("a fault of ours", () => {
  it("shows an id to the user and its message to the log alone", async () => {
    await sql`alter table unit rename to unit_away`.execute(app.deps.store.db);
    const { message, requestId } = expectError(
      await callApi(app, createUnit, { body: { name: "区审计局" } }),
      "server.fault",
    );
    expect(message).toContain("错误编号");
    expect(requestId).toMatch(/^[0-9a-f]{12}$/);
    expect(message).not.toContain("unit");
    expect(app.logged).toEqual([
      {
        level: "error",
        event: "server.fault",
        facts: expect.objectContaining({ requestId, message: expect.stringContaining("unit") }),
      },
    ]);
  });

  it("is an answer that breaks its own contract", async () => {
    await sql`update submission set deadline = 'never'`.execute(app.deps.store.db);
    app.become(actorOf(district, "editor").accountId);
    expectError(await callApi(app, listSubmissions), "server.fault");
    expect(app.logged[0]?.facts.message).toContain("0.deadline");
  });

  it("is not what a full disk is: that has its own code, and nothing is stored", async () => {
    app.become(actorOf(district, "editor").accountId);
    const { page_count } = (await sql<{ page_count: number }>`pragma page_count`.execute(app.deps.store.db))
      .rows[0] ?? {
      page_count: 0,
    };
    await sql.raw(`pragma max_page_count = ${page_count}`).execute(app.deps.store.db);
    const params = { submissionId: submissionOf(district), itemKey: "opening" };
    const body = { base: 0, key: "a-request", answer: { ...emptyAnswer(), narrative: "长".repeat(90_000) } };
    expectError(await callApi(app, saveAnswer, { params, body }), "store.full");
    await sql.raw("pragma max_page_count = 100000").execute(app.deps.store.db);
    const read = await callApi(app, getSubmission, { params });
    expect(getSubmission.response?.parse(read.body).items.every(({ revision }) => revision === 0)).toBe(true);
    expect((await callApi(app, saveAnswer, { params, body })).status).toBe(200);
  });
});

describe("health", () => {
  it("tells version, store and checklists", async () => {
    expect((await callApi(app, health)).body).toEqual({
      status: "ok",
      version: "0.0.0-mock",
      store: { kind: "sqlite", ready: true, migration: MIGRATIONS.length },
      files: { ready: true },
      templates: 1,
    });
  });

  it("is degraded while no file can be written", async () => {
    const files = { ...app.deps.files, usable: async () => false };
    const other = await buildApp({ replace: { files } });
    expect((await callApi(other, health)).body).toMatchObject({ status: "degraded", files: { ready: false } });
    await other.close();
  });

  it("is apart from readiness: a process that is ending is well, and wants nothing new", async () => {
    let stopping = false;
    const other = await buildApp({ replace: { stopping: () => stopping } });
    expect((await callApi(other, readiness)).body).toEqual({ ready: true });
    stopping = true;
    expectError(await callApi(other, readiness), "store.unavailable");
    expect((await callApi(other, health)).status).toBe(200);
    await other.close();
  });

  it("gives up a body that does not come", async () => {
    const other = await buildApp({ replace: { slowLimitMs: 1 } });
    const never = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode("{")) });
    const init: RequestInit & { duplex: "half" } = { method: "POST", body: never, duplex: "half" };
    const answer = await other.fetch(new Request("http://ziping.test/api/session", init));
    expect(errorBody.parse(await answer.json()).error.code).toBe("request.too-slow");
    await other.close();
  });

  it("says so when the store is gone", async () => {
    await app.close();
    expectError(await callApi(app, readiness), "store.unavailable");
    expectError(await callApi(app, health), "store.unavailable");
    expectError(await callApi(app, currentAccount), "server.fault");
  });
});
