import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { metrics } from "#core/api/inspection.ts";
import { createUnit, currentAccount, health, signIn } from "#core/api/system.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, seedOrganisation } from "#mocks/seed.ts";
import { deviceName } from "#server/observe/device-name.ts";
import { counter, histogram } from "#server/observe/metrics.ts";
import { makeWatch, type WatchOptions } from "#server/observe/watch.ts";
import { readMetrics } from "#tests/fixtures/read-metrics.ts";
import { expectError } from "#tests/server/expect-error.ts";

let app: MockApp;
afterEach(() => app?.close());

const clock = (): Date => new Date("2022-11-08T00:00:00Z");

describe("the id of a request", () => {
  const idOf = async (trustsProxy: boolean, given: string): Promise<string | null> => {
    app = await buildApp({ replace: { trustsProxy } });
    const { headers } = await callApi(app, health, { headers: { "x-request-id": given } });
    await app.close();
    return headers.get("x-request-id");
  };

  it("is the proxy's where a proxy is trusted, and is named by the error as well", async () => {
    app = await buildApp({ replace: { trustsProxy: true } });
    const answer = await callApi(app, currentAccount, { headers: { "x-request-id": "nginx-0123_abc" } });
    expect(expectError(answer, "session.required").requestId).toBe("nginx-0123_abc");
  });

  it("is never a client's", async () => {
    expect(await idOf(false, "nginx-0123_abc")).toMatch(/^[0-9a-f]{12}$/);
  });

  it.each(["short", "x".repeat(65), "two words", "line;break", "张三", "<b>12345678</b>"])(
    "is a new one where what the proxy gives is not well-formed: %s",
    async (given) => {
      expect(await idOf(true, encodeURI(given))).toMatch(/^[0-9a-f]{12}$/);
    },
  );
});

/** A clock that is moved by hand. */
function watchAt(options: Partial<WatchOptions> = {}) {
  let now = 0;
  const watch = makeWatch({ clock, slowMs: 100, ticks: () => now, ...options });
  const serve = (ms: number, status = 200, notes = {}): void => {
    const ended = watch.begin();
    now += ms;
    ended({ requestId: `id-${now}`, method: "GET", api: true, status, notes });
  };
  return { watch, serve };
}

describe("what a process sees of its requests", () => {
  it("keeps slow and failed ones by their pattern, the newest first and no more than fifty", () => {
    const warned: unknown[] = [];
    const log = { warn: (event: string, facts: object) => warned.push({ event, ...facts }), debug: () => undefined };
    const { watch, serve } = watchAt({ log });
    serve(100, 200, { route: "/api/fast" });
    serve(101, 200, { route: "/api/slow/:id", account: "an-account" });
    expect(watch.slow()).toMatchObject([{ route: "/api/slow/:id", ms: 101, code: null }]);
    expect(warned).toMatchObject([{ event: "request.slow", route: "/api/slow/:id", account: "an-account", ms: 101 }]);
    for (let index = 0; index < 60; index += 1) serve(1, 500, { route: `/api/${index}`, code: "server.fault" });
    expect(watch.failed()).toHaveLength(50);
    expect(watch.failed()[0]).toMatchObject({ route: "/api/59", status: 500, code: "server.fault" });
    expect(watch.totals()).toEqual({ requests: 62, failed: 60, inFlight: 0 });
  });

  it("does not call an upload slow: that is the line's doing", () => {
    const { watch, serve } = watchAt();
    serve(60_000, 200, { route: "/api/uploads", transfers: true });
    expect(watch.slow()).toEqual([]);
  });

  it("counts what has not been answered yet, and survives a clock that is set back", () => {
    let now = 1000;
    const watch = makeWatch({ clock, ticks: () => now });
    const ended = watch.begin();
    expect(watch.totals().inFlight).toBe(1);
    now = 0;
    ended({ requestId: "x", method: "GET", api: false, status: 200, notes: {} });
    expect(watch.totals()).toEqual({ requests: 1, failed: 0, inFlight: 0 });
    expect(
      readMetrics(watch.lines().join("\n")).get('ziping_http_request_duration_seconds_sum{method="GET",route="files"}'),
    ).toBe(0);
  });
});

describe("the metrics' text", () => {
  it("is read back as it was counted, whatever the labels say", () => {
    const labels = fc.dictionary(fc.constantFrom("a", "b"), fc.string({ unit: "grapheme" }));
    fc.assert(
      fc.property(fc.array(fc.tuple(labels, fc.integer({ min: 1, max: 9 })), { maxLength: 30 }), (added) => {
        const counted = counter("c_total", "Counts.");
        for (const [each, by] of added) counted.add(each, by);
        const sum = [...readMetrics(counted.lines().join("\n")).values()].reduce((all, value) => all + value, 0);
        expect(sum).toBe(added.reduce((all, [, by]) => all + by, 0));
      }),
    );
  });

  it("has buckets that only grow and end in the count", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 1 }), (values) => {
        const measured = histogram("h", "Seconds.", [0.1, 1, 10]);
        for (const value of values) measured.observe(value);
        const read = readMetrics(measured.lines().join("\n"));
        const counts = ["0.1", "1", "10", "+Inf"].map((le) => read.get(`h_bucket{le="${le}"}`));
        expect(counts).toEqual([0.1, 1, 10, Infinity].map((bound) => values.filter((value) => value <= bound).length));
        expect(read.get("h_count")).toBe(values.length);
      }),
    );
  });

  it("is bounded, however many labels come", () => {
    const counted = counter("c_total", "Counts.");
    for (let index = 0; index < 5000; index += 1) counted.add({ route: `/${index}` });
    const read = readMetrics(counted.lines().join("\n"));
    expect(read.size).toBe(1001);
    expect(read.get('c_total{overflow="true"}')).toBe(4000);
  });
});

describe("/api/metrics", () => {
  const token = "0123456789abcdef-token";
  const read = (authorization?: string) =>
    callApi(app, metrics, { headers: authorization === undefined ? {} : { authorization } });

  it("does not exist where no token is set", async () => {
    app = await buildApp();
    expectError(await read(`Bearer ${token}`), "resource.not-found");
    expectError(await read("Bearer undefined"), "resource.not-found");
  });

  it.each([
    undefined,
    "",
    "Bearer",
    `Basic ${token}`,
    "Bearer x",
    `Bearer ${token}x`,
    `Bearer ${token.slice(1)}`,
    token,
  ])("is refused to %s, also to an administrator", async (authorization) => {
    app = await buildApp({ replace: { metricsToken: token } });
    const district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    app.become(actorOf(district, "administrator").accountId);
    expectError(await read(authorization), "access.denied");
  });

  it("tells requests by pattern, method and class, the work that they are, and the store", async () => {
    app = await buildApp({ replace: { metricsToken: token, backupAge: async () => 3600 } });
    const district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    await callApi(app, signIn, { body: { username: "yb-editor", password: "wrong" } });
    app.become(actorOf(district, "administrator").accountId);
    await callApi(app, createUnit, { body: { name: "区审计局" } });
    await callApi(app, createUnit, { body: { name: "区审计局" } });
    await app.fetch(new Request("http://ziping.test/api/submissions/secret-id/nowhere"));
    const answer = await read(`Bearer ${token}`);
    expect(answer.headers.get("content-type")).toContain("version=0.0.4");
    const text = String(answer.body);
    const all = readMetrics(text);
    const requests = (labels: string): number | undefined => all.get(`ziping_http_requests_total{${labels}}`);
    expect(requests('method="POST",route="/api/units",status="2xx"')).toBe(1);
    expect(requests('method="POST",route="/api/units",status="4xx"')).toBe(1);
    expect(requests('method="GET",route="unmatched",status="4xx"')).toBe(1);
    expect(all.get('ziping_errors_total{code="unit.name-taken"}')).toBe(1);
    expect(all.get('ziping_sign_ins_total{outcome="session.wrong-credentials"}')).toBe(1);
    expect(all.get("ziping_http_requests_in_flight")).toBe(1);
    expect(all.get("ziping_store_up")).toBe(1);
    expect(all.get("ziping_database_bytes")).toBeGreaterThan(0);
    expect(all.get("ziping_backup_age_seconds")).toBe(3600);
    expect(text).not.toMatch(/secret-id|区审计局|yb-editor/);
  });

  it("says that the store is down instead of failing with it", async () => {
    app = await buildApp({ replace: { metricsToken: token } });
    await app.close();
    const all = readMetrics(String((await read(`Bearer ${token}`)).body));
    expect(all.get("ziping_store_up")).toBe(0);
  });
});

describe("the name of a device", () => {
  it.each([
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36",
      "Windows · Chrome 内核",
    ],
    ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0", "Windows · Edge"],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0", "Linux · Firefox"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1",
      "iOS · Safari",
    ],
    ["curl/8.0 张三", "未知设备"],
    [null, "未知设备"],
  ])("of %s is %s", (agent, name) => {
    expect(deviceName(agent)).toBe(name);
  });
});
