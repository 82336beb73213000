import { describe, expect, it } from "vitest";
import { type BackupMade, type BackupReason, backupState, getBackups, makeBackup } from "#core/api/backup.ts";
import { ok } from "#core/result.ts";
import { buildApp } from "#mocks/build-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, seedOrganisation } from "#mocks/seed.ts";
import type { BackupFailure } from "#server/backup/backup-error.ts";
import { type BackupRun, dailyBackups } from "#server/backup/daily-backups.ts";
import type { Newest } from "#server/backup/newest.ts";
import type { LogFacts } from "#server/log.ts";

const HOUR = 3_600_000;
const START = Date.parse("2026-11-20T01:00:00Z");

/** Backups whose clock, folder and outcome a test decides. */
function rig(last?: string) {
  let now = START;
  const state: Newest = { last: last === undefined ? undefined : madeAt(last), kept: last === undefined ? 0 : 1 };
  const begun: BackupReason[] = [];
  const logged: [string, string, LogFacts?][] = [];
  let end: ((outcome: Awaited<BackupRun["done"]>) => void) | undefined;
  const daily = dailyBackups({
    place: "data",
    clock: () => new Date(now),
    log: {
      info: (event, facts) => logged.push(["info", event, facts]),
      error: (event, facts) => logged.push(["error", event, facts]),
    },
    newest: async () => state,
    run: (reason) => {
      begun.push(reason);
      const done = new Promise<Awaited<BackupRun["done"]>>((resolve) => {
        end = resolve;
      });
      return { done, stop: () => end?.({ ok: false, error: { fault: "backup.interrupted" } }) };
    },
  });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return {
    daily,
    begun,
    logged,
    at: (instant: number) => {
      now = instant;
      return daily.tick();
    },
    succeed: async () => {
      state.last = madeAt(new Date(now).toISOString());
      state.kept += 1;
      end?.(ok({ made: state.last, damaged: [] }));
      await settle();
    },
    fail: async (error: BackupFailure) => {
      end?.({ ok: false, error });
      await settle();
    },
  };
}

const madeAt = (instant: string): BackupMade => ({
  name: "2026-11-19-020000",
  madeAt: instant,
  reason: "daily",
  bytes: 5,
  files: 1,
  encrypted: false,
  missing: 0,
});

describe("backups by themselves", () => {
  it("wait five minutes after a start, then make up for the night that was missed, then keep to the nights", async () => {
    const { at, begun, succeed } = rig("2026-11-18T18:00:00.000Z");
    await at(START + 299_000);
    expect(begun).toEqual([]);
    await at(START + 300_000);
    expect(begun).toEqual(["daily"]);
    await at(START + 360_000);
    await succeed();
    await at(Date.parse("2026-11-20T17:59:59Z"));
    expect(begun).toHaveLength(1);
    await at(Date.parse("2026-11-20T18:00:00Z"));
    expect(begun).toHaveLength(2);
  });

  it("try again an hour after a failure, tell it until one succeeds, and log it", async () => {
    const { at, begun, daily, fail, logged, succeed } = rig();
    await at(START + 300_000);
    await fail({ fault: "backup.full", place: "/b" });
    const failed = await daily.state();
    expect(failed.failure).toMatchObject({ code: "backup.full", message: expect.stringContaining("空间不足") });
    expect(logged).toEqual([["error", "backup.not-made", expect.objectContaining({ code: "backup.full" })]]);
    await at(START + 300_000 + HOUR - 1);
    expect(begun).toHaveLength(1);
    await at(START + 300_000 + HOUR);
    await succeed();
    expect(backupState.parse(await daily.state())).toMatchObject({ failure: null, running: null, kept: 1 });
  });

  it("leave the day to another process that is at it already, and try again where none came of it", async () => {
    const { at, begun, daily, fail, logged } = rig();
    await at(START + 300_000);
    await fail({ fault: "backup.busy", place: "/b" });
    expect((await daily.state()).failure).toBeNull();
    expect(logged).toEqual([["info", "backup.left-to-another", { place: "/b" }]]);
    await at(START + 300_000 + HOUR);
    expect(begun).toEqual(["daily", "daily"]);
    await fail({ fault: "backup.busy" });
    daily.begin("asked");
    await fail({ fault: "backup.busy", place: "/b" });
    expect((await daily.state()).failure).toMatchObject({ code: "backup.busy" });
  });

  it("one runs at a time, and none after the process was asked to end", async () => {
    const { daily, begun } = rig();
    expect([daily.begin("asked").ok, daily.begin("asked")]).toEqual([true, { ok: false, error: "running" }]);
    expect((await daily.state()).running).toMatchObject({ reason: "asked" });
    await daily.stop();
    expect([daily.refusal(), begun.length, (await daily.state()).failure]).toEqual(["off", 1, null]);
  });
});

describe("what an administrator is told and may ask for", () => {
  it("is the state, and one backup at a time, written into the log", async () => {
    const { daily, succeed } = rig();
    const app = await buildApp({ replace: { backups: daily } });
    const district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    app.become(actorOf(district, "administrator").accountId);
    expect(await callApi(app, getBackups, {})).toMatchObject({ status: 200, body: { schedule: "daily", last: null } });
    expect(await callApi(app, makeBackup, {})).toMatchObject({ status: 200, body: { running: { reason: "asked" } } });
    expect(await callApi(app, makeBackup, {})).toMatchObject({
      status: 409,
      body: { error: { code: "backup.running" } },
    });
    await succeed();
    const events = await app.deps.store.db.selectFrom("audit_event").select("kind").execute();
    expect(events.filter(({ kind }) => kind === "installation.backup-asked")).toHaveLength(1);
    app.become(actorOf(district, "editor").accountId);
    expect(await callApi(app, getBackups, {})).toMatchObject({ status: 403 });
    await app.close();
  });

  it("in a city is the city's: a district's administrator does not see to the installation", async () => {
    const app = await buildApp();
    const district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    const city = await seedOrganisation(app, "city", "cq", "市教育督导室");
    app.become(actorOf(district, "administrator").accountId);
    expect(await callApi(app, getBackups, {})).toMatchObject({ status: 403 });
    app.become(actorOf(city, "administrator").accountId);
    expect(await callApi(app, getBackups, {})).toMatchObject({ status: 200, body: { schedule: "off" } });
    expect(await callApi(app, makeBackup, {})).toMatchObject({ status: 409, body: { error: { code: "backup.off" } } });
    await app.close();
  });
});
