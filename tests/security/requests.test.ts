import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Endpoint, fillPath } from "#core/api/endpoint.ts";
import { errorBody } from "#core/api/error.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { actorOf, seedOrganisation } from "#mocks/seed.ts";
import { ENDPOINTS_BY_MODULE } from "#tests/fixtures/endpoints.ts";

const ENDPOINTS = ENDPOINTS_BY_MODULE.flatMap(([, endpoints]) => endpoints);
const CHANGING = ENDPOINTS.filter(([, { method }]) => method !== "GET");
const WITH_BODY = CHANGING.filter(([, { body }]) => body !== undefined && body !== "bytes");

let app: MockApp;
beforeAll(async () => {
  app = await buildApp();
  const district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
  app.become(actorOf(district, "administrator").accountId);
});
afterAll(() => app.close());

const urlOf = ({ path }: Endpoint): string => {
  const names = [...path.matchAll(/:([A-Za-z]+)/g)].map(([, name = ""]) => name);
  return `http://ziping.test${fillPath(path, Object.fromEntries(names.map((name) => [name, "x"])))}`;
};
const ask = (url: string, init: RequestInit): Promise<Response> => app.fetch(new Request(url, init));
const codeOf = async (response: Response): Promise<string> => {
  const parsed = errorBody.safeParse(await response.json().catch(() => undefined));
  return parsed.success ? parsed.data.error.code : "none";
};

describe("a request that another site's page makes", () => {
  it.each(CHANGING)("cannot carry out %s: by Origin and by Sec-Fetch-Site", async (_, endpoint) => {
    const { method } = endpoint;
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example", host: "ziping.test" },
      { origin: "null", host: "ziping.test" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ];
    for (const headers of foreign)
      expect(await codeOf(await ask(urlOf(endpoint), { method, headers }))).toBe("request.foreign-origin");
  });

  it("is never answered with leave to read: no answer names an allowed origin", async () => {
    for (const [, endpoint] of ENDPOINTS) {
      const headers = { origin: "https://evil.example", host: "ziping.test" };
      const response = await ask(urlOf(endpoint), { method: endpoint.method, headers });
      const names = [...response.headers.keys()].filter((name) => name.startsWith("access-control-"));
      await response.body?.cancel();
      expect(names, endpoint.path).toEqual([]);
    }
  });

  it.each(["OPTIONS", "PROPFIND"])("finds no %s", async (method) => {
    expect(await codeOf(await ask("http://ziping.test/api/me", { method }))).toBe("resource.not-found");
  });
});

describe("a body", () => {
  it.each(WITH_BODY)("of %s takes no member that its contract does not name, and no prototype", async (_, endpoint) => {
    const { method } = endpoint;
    for (const body of [
      '{"surplus":1}',
      '{"__proto__":{"roles":["administrator"]}}',
      '{"constructor":{}}',
      "[]",
      "null",
    ]) {
      const response = await ask(urlOf(endpoint), { method, body, headers: { "content-type": "application/json" } });
      expect([response.status, await codeOf(response)], body).toEqual([400, "request.invalid"]);
    }
    expect(Reflect.get({}, "roles")).toBeUndefined();
  });

  it("nested a hundred thousand deep is refused and brings nothing down", async () => {
    const body = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(await codeOf(await ask("http://ziping.test/api/units", { method: "POST", body }))).toBe("request.invalid");
  });
});

describe("headers of an answer", () => {
  it("keep a browser to https once it came by it", async () => {
    const plain = await ask("http://ziping.test/api/health", {});
    expect(plain.headers.get("strict-transport-security")).toBeNull();
    const encrypted = await ask("http://ziping.test/api/health", { headers: { "x-forwarded-proto": "https" } });
    expect(encrypted.headers.get("strict-transport-security")).toBe("max-age=31536000");
    expect(encrypted.headers.get("cross-origin-opener-policy")).toBe("same-origin");
  });

  it("let no other site embed it, and no page use the machine's devices", async () => {
    const { headers } = await ask("http://ziping.test/", {});
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("permissions-policy")).toContain("camera=()");
  });

  it("allow no script but files of this origin", async () => {
    const policy = (await ask("http://ziping.test/", {})).headers.get("content-security-policy") ?? "";
    const scripts = policy.split("; ").find((each) => each.startsWith("script-src"));
    expect(scripts).toBe("script-src 'self'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toContain("unsafe-eval");
  });
});
