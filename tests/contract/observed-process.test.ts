import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { freePort } from "#mocks/free-port.ts";
import { readMetrics } from "#tests/fixtures/read-metrics.ts";
import { newDataFolder, removeDataFolder, type ServerProcess, startServer } from "#tests/journeys/server-process.ts";

const METRICS_TOKEN = "0123456789abcdef-token";
const line = z.object({ level: z.string(), time: z.iso.datetime(), event: z.string() }).loose();

let dataFolder: string;
let server: ServerProcess;

beforeEach(async () => {
  dataFolder = await newDataFolder();
  const env = { METRICS_TOKEN, LOG_LEVEL: "debug", SLOW_REQUEST_MS: "0", TRUSTED_PROXIES: "127.0.0.1" };
  server = await startServer({ dataFolder, port: await freePort(), env });
});
afterEach(async () => {
  await server.stop();
  await removeDataFolder(dataFolder);
});

/** What the process printed besides its greeting: every line must be an event. */
const events = () =>
  server
    .output()
    .split("\n")
    .filter((each) => each.startsWith("{"))
    .map((each) => line.parse(JSON.parse(each)));

describe("a process that is watched", () => {
  it("tells of itself in metrics, and of its requests in a log that an id leads through", async () => {
    const headers = { authorization: `Bearer ${METRICS_TOKEN}`, "x-request-id": "from-the-proxy" };
    const first = await fetch(`${server.origin}/api/me`, { headers });
    expect(first.status).toBe(401);
    expect(first.headers.get("x-request-id")).toBe("from-the-proxy");
    const answer = await fetch(`${server.origin}/api/metrics`, { headers });
    const all = readMetrics(await answer.text());
    expect(all.get('ziping_http_requests_total{method="GET",route="/api/me",status="4xx"}')).toBe(1);
    expect(all.get('ziping_memory_bytes{of="rss"}')).toBeGreaterThan(10_000_000);
    expect(all.get('ziping_disk_bytes{of="free"}')).toBeGreaterThan(0);
    expect(all.get('ziping_event_loop_delay_seconds{of="p99"}')).toBeGreaterThanOrEqual(0);
    expect(all.get("ziping_uptime_seconds")).toBeGreaterThan(0);
    expect((await fetch(`${server.origin}/api/metrics`)).status).toBe(403);
    await server.stop();
    expect(events()).toContainEqual(
      expect.objectContaining({
        level: "debug",
        event: "request.answered",
        requestId: "from-the-proxy",
        route: "/api/me",
        status: 401,
        code: "session.required",
      }),
    );
    expect(server.output()).not.toContain(METRICS_TOKEN);
  });
});
