import { describe, expect, it } from "vitest";
import { ACTIONS } from "#core/access/access.ts";
import { fillPath } from "#core/api/endpoint.ts";
import { ERROR_STATUS } from "#core/api/error.ts";
import { hostileText, LONE_SURROGATE } from "#tests/fixtures/core-arbitraries.ts";
import { holds } from "#tests/fixtures/core-property.ts";
import { ENDPOINTS_BY_MODULE } from "#tests/fixtures/endpoints.ts";

const ENDPOINTS = ENDPOINTS_BY_MODULE.flatMap(([, endpoints]) => endpoints);

/** Whoever adds a public endpoint has to write it down here as well. */
const PUBLIC = [
  "beginOidc",
  "finishOidc",
  "health",
  "metrics",
  "readiness",
  "setUp",
  "setupState",
  "signIn",
  "signInWays",
];

describe("the endpoints", () => {
  it("are told apart by method and path, whatever the parameters are called", () => {
    const places = ENDPOINTS.map(([, { method, path }]) => `${method} ${path.replace(/:[A-Za-z]+/g, ":")}`);
    expect(places.length).toBeGreaterThan(20);
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
  });

  it("are open without a session only where that is listed", () => {
    expect(
      ENDPOINTS.filter(([, { action }]) => action === "public")
        .map(([name]) => name)
        .sort(),
    ).toEqual(PUBLIC);
  });

  it.each(ENDPOINTS)("%s agrees with itself", (_, endpoint) => {
    const { method, path, action, errors, params, body } = endpoint;
    if (action === "public") expect(errors).not.toContain("session.required");
    else {
      expect(ACTIONS).toContain(action);
      expect(errors).toContain("session.required");
    }
    for (const code of errors) expect(ERROR_STATUS).toHaveProperty([code]);
    expect(new Set(errors).size).toBe(errors.length);
    const named = [...path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1]).sort();
    const shape = params && "shape" in params ? Object.keys(params.shape as object).sort() : [];
    expect(shape).toEqual(named);
    if (method === "GET" || method === "DELETE") expect(body).toBeUndefined();
    if (body !== undefined && body !== "bytes") expect(errors).toContain("request.invalid");
  });

  it("refuse a body with a member that nobody asked for", () => {
    const bodies = ENDPOINTS.flatMap(([name, { body }]) =>
      body === undefined || body === "bytes" ? [] : [{ name, body }],
    );
    expect(bodies.length).toBeGreaterThan(8);
    for (const { name, body } of bodies) {
      const issues = body.safeParse({ mode: "organisation", surplus: 1 }).error?.issues ?? [];
      expect(
        issues.some((issue) => issue.code === "unrecognized_keys"),
        name,
      ).toBe(true);
    }
  });

  it("answer every error with a status of its kind", () => {
    for (const [code, status] of Object.entries(ERROR_STATUS)) {
      expect(status, code).toBeGreaterThanOrEqual(400);
      expect(status, code).toBeLessThan(600);
    }
  });
});

describe("fillPath", () => {
  const path = "/api/submissions/:submissionId/answers/:itemKey";

  it("keeps every value inside its own segment, as a browser reads the address", () => {
    holds(
      [hostileText, hostileText],
      (submissionId, itemKey) => {
        const values = [submissionId, itemKey];
        if (values.some((value) => /^\.{0,2}$/.test(value) || LONE_SURROGATE.test(value))) return;
        const { pathname, search, hash } = new URL(fillPath(path, { submissionId, itemKey }), "http://localhost");
        expect(pathname.split("/").map(decodeURIComponent)).toEqual([
          "",
          "api",
          "submissions",
          submissionId,
          "answers",
          itemKey,
        ]);
        expect(search + hash).toBe("");
      },
      1000,
    );
  });

  it.each(["", ".", ".."])("refuses %j, which a browser would resolve to another address", (itemKey) => {
    expect(() => fillPath(path, { submissionId: "s", itemKey })).toThrow("itemKey");
  });

  it("refuses a missing parameter and ignores one too many", () => {
    expect(() => fillPath(path, { submissionId: "s" })).toThrow("itemKey");
    expect(fillPath("/api/me", { surplus: "x" })).toBe("/api/me");
  });
});
