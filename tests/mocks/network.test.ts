import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { errorBody } from "#core/api/error.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { interceptFetch, type MockNetwork } from "#mocks/node.ts";
import { actorOf, seedOrganisation } from "#mocks/seed.ts";

let app: MockApp;
let network: MockNetwork;

beforeEach(async () => {
  app = await buildApp();
  const district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
  app.become(actorOf(district, "administrator").accountId);
  network = interceptFetch(app);
});
afterEach(async () => {
  network.close();
  await app.close();
});

const addUnit = (name: string) =>
  fetch("http://localhost/api/units", { method: "POST", body: JSON.stringify({ name }) });

describe("the mocked network", () => {
  it("hands a request to the real application", async () => {
    expect((await addUnit("区审计局")).status).toBe(200);
    expect(errorBody.parse(await (await addUnit("区审计局")).json()).error.code).toBe("unit.name-taken");
  });

  it("fails the next change once, in the shape of a real error", async () => {
    network.faults.once = 500;
    expect((await fetch("http://localhost/api/units")).status).toBe(200);
    expect(errorBody.parse(await (await addUnit("区审计局")).json()).error.code).toBe("server.fault");
    network.faults.once = 409;
    expect(errorBody.parse(await (await addUnit("区审计局")).json()).error.code).toBe("answer.stale");
    expect((await addUnit("区审计局")).status).toBe(200);
  });

  it("is gone while it is offline, and back afterwards", async () => {
    network.faults.offline = true;
    await expect(addUnit("区审计局")).rejects.toThrow();
    network.faults.offline = false;
    expect((await addUnit("区审计局")).status).toBe(200);
  });
});
