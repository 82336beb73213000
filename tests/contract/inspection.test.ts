import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  inspectSystem,
  listFailedSignIns,
  listSessions,
  metrics,
  unlockAccount,
  verifyNow,
} from "#core/api/inspection.ts";
import { currentAccount, signIn } from "#core/api/system.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, SEED_PASSWORD, type SeededOrganisation, seedOrganisation } from "#mocks/seed.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { MIGRATIONS } from "#server/store/migrate.ts";
import type { Store } from "#server/store/store.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";
import { readMetrics } from "#tests/fixtures/read-metrics.ts";

describe.each(STORES)("looking into an installation on $name", ({ create }) => {
  const metricsToken = "0123456789abcdef-token";
  let database: TestDatabase;
  let store: Store;
  let app: MockApp;
  let district: SeededOrganisation;
  let cookie: string;

  beforeEach(async () => {
    database = await create();
    store = database.open();
    app = await assembleApp({ store, templates: await smallRegistry(), cookies: true, replace: { metricsToken } });
    district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    cookie = (await enter("yb-administrator", SEED_PASSWORD)).headers.getSetCookie()[0]?.split(";")[0] ?? "";
  });
  afterEach(() => database.dispose());

  const enter = (username: string, password: string) => callApi(app, signIn, { body: { username, password } });
  const headers = (): Record<string, string> => ({ cookie, "user-agent": "X11; Linux Firefox/115.0" });

  it("tells its sizes and its migration", async () => {
    const { body } = await callApi(app, inspectSystem, { headers: headers() });
    const state = inspectSystem.response?.parse(body);
    expect(state?.store).toMatchObject({ kind: store.kind, migration: MIGRATIONS.length, newest: MIGRATIONS.length });
    expect(state?.store.bytes).toBeGreaterThan(10_000);
    expect(state?.files).toEqual({ usable: true, count: 0, bytes: 0 });
  });

  it("counts failures of many at once without losing one, shows who is locked, and unlocks", async () => {
    await Promise.all(Array.from({ length: 5 }, () => enter("yb-editor", "wrong")));
    const read = async () =>
      listFailedSignIns.response?.parse((await callApi(app, listFailedSignIns, { headers: headers() })).body);
    expect(await read()).toMatchObject({ locked: [{ username: "yb-editor" }], failures: [{ count: 5 }], strangers: 0 });
    const params = { accountId: actorOf(district, "editor").accountId };
    expect((await callApi(app, unlockAccount, { params, headers: headers() })).status).toBe(204);
    expect(await read()).toMatchObject({ locked: [], failures: [{ count: 5 }] });
  });

  it("knows its sessions by device, and which one asks", async () => {
    await callApi(app, currentAccount, { headers: headers() });
    const { body } = await callApi(app, listSessions, { headers: headers() });
    expect(body).toMatchObject([{ username: "yb-administrator", device: "Linux · Firefox", own: true }]);
  });

  it("keeps what verifying the log has found, again and again", async () => {
    for (const from of ["beginning", "there", "beginning"] as const) {
      const { body } = await callApi(app, verifyNow, { body: { from }, headers: headers() });
      expect(body).toMatchObject({ state: "sound", broken: null });
    }
    const { rows } = await sql`select * from setting where key = 'audit.verification'`.execute(store.db);
    expect(rows).toHaveLength(1);
  });

  it("tells its metrics, the connections where there are several", async () => {
    const { body } = await callApi(app, metrics, { headers: { authorization: `Bearer ${metricsToken}` } });
    const all = readMetrics(String(body));
    expect(all.get("ziping_store_up")).toBe(1);
    expect(all.has('ziping_store_connections{state="open"}')).toBe(store.kind === "postgres");
  });
});
