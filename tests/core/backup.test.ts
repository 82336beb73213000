import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BACKUP_FAULT_TEXT, BACKUP_FAULTS } from "#core/backup/fault.ts";
import { DEFAULT_KEEP, type Kept, readKeep, superfluous } from "#core/backup/keep.ts";
import { dueAt, RETRY_MS, SETTLING_MS } from "#core/backup/schedule.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (instant: string): number => Date.parse(instant);

const kept = (instant: number, upgrade = false): Kept => ({
  name: new Date(instant).toISOString(),
  at: instant,
  day: new Date(instant + 8 * HOUR).toISOString().slice(0, 10),
  upgrade,
});

describe("which backups stay", () => {
  const instants = fc.uniqueArray(fc.integer({ min: at("2024-01-01T00:00:00Z"), max: at("2026-12-31T00:00:00Z") }), {
    minLength: 1,
    maxLength: 80,
  });
  const counts = fc.record({
    daily: fc.integer({ min: 0, max: 10 }),
    weekly: fc.integer({ min: 0, max: 10 }),
    monthly: fc.integer({ min: 0, max: 14 }),
  });

  it("a year of nights leaves seven days, four weeks and twelve months", () => {
    const nights = Array.from({ length: 400 }, (_, day) => kept(at("2025-01-01T18:00:00Z") + day * DAY));
    const gone = new Set(superfluous(nights, DEFAULT_KEEP));
    const days = nights.filter(({ name }) => !gone.has(name)).map(({ day }) => day);
    expect(days).toEqual([
      ...["2025-03-31", "2025-04-30", "2025-05-31", "2025-06-30", "2025-07-31", "2025-08-31", "2025-09-30"],
      ...["2025-10-31", "2025-11-30", "2025-12-31", "2026-01-18", "2026-01-25", "2026-01-30", "2026-01-31"],
      ...["2026-02-01", "2026-02-02", "2026-02-03", "2026-02-04", "2026-02-05"],
    ]);
  });

  it("is the same whether it is asked each night or once", () => {
    fc.assert(
      fc.property(instants, counts, (all, keep) => {
        const sorted = all.toSorted((one, other) => one - other).map((each) => kept(each));
        const once = new Set(superfluous(sorted, keep));
        let step: Kept[] = [];
        for (const each of sorted) {
          step = [...step, each];
          const gone = new Set(superfluous(step, keep));
          step = step.filter(({ name }) => !gone.has(name));
        }
        // what one night has let go of is not wanted by a later one
        for (const { name } of sorted) if (!once.has(name)) expect(step.map((each) => each.name)).toContain(name);
      }),
    );
  });

  it("never lets go of the newest, of the last day, or of the newest before an upgrade", () => {
    fc.assert(
      fc.property(instants, counts, fc.nat(), (all, keep, index) => {
        const upgraded = all[index % all.length];
        const backups = all.map((each) => kept(each, each === upgraded));
        const gone = superfluous(backups, keep);
        const newest = Math.max(...all);
        for (const each of backups) if (each.upgrade || newest - each.at < DAY) expect(gone).not.toContain(each.name);
      }),
    );
  });

  it("reads how many, and says what is wrong with anything else", () => {
    expect(readKeep(" 7, 4,12 ")).toEqual({ ok: true, value: DEFAULT_KEEP });
    for (const text of ["", "7", "7,4", "7,4,12,1", "-1,2,3", "0,0,0", "a,b,c", "7;4;12", "1e3,1,1"])
      expect(readKeep(text)).toMatchObject({ ok: false, error: expect.stringContaining("例如 7,4,12") });
  });
});

describe("when the next one is due", () => {
  const started = at("2026-11-22T01:00:00Z");
  const none = { lastAt: undefined, failedAt: undefined };

  it.each([
    ["the night after the last", "2026-11-22T05:00:00Z", "2026-11-22T18:00:00Z"],
    ["the next night, where the last was this one", "2026-11-22T18:00:03Z", "2026-11-23T18:00:00Z"],
  ])("%s", (_, last, due) => {
    const now = at(last) + 60_000;
    expect(new Date(dueAt({ ...none, now, startedAt: started, lastAt: at(last) })).toISOString()).toBe(
      new Date(due).toISOString(),
    );
  });

  it("five minutes after the start, where a night was missed or there is none yet", () => {
    for (const lastAt of [undefined, at("2026-11-21T03:00:00Z"), at("2024-01-01T00:00:00Z")])
      expect(dueAt({ ...none, now: started, startedAt: started, lastAt })).toBe(started + SETTLING_MS);
  });

  it("an hour after a failure, and not for ever", () => {
    const failedAt = started + 2 * HOUR;
    expect(dueAt({ now: failedAt + 1, startedAt: started, lastAt: undefined, failedAt })).toBe(failedAt + RETRY_MS);
  });

  it("is never far off, whatever the clock did", () => {
    const instant = fc.integer({ min: at("2020-01-01T00:00:00Z"), max: at("2030-01-01T00:00:00Z") });
    fc.assert(
      fc.property(instant, instant, fc.option(instant), fc.option(instant), (now, startedAt, last, failed) => {
        const due = dueAt({ now, startedAt, lastAt: last ?? undefined, failedAt: failed ?? undefined });
        expect(due - now).toBeLessThanOrEqual(DAY);
      }),
    );
  });
});

it("every fault says what to do", () => {
  for (const fault of BACKUP_FAULTS) expect(BACKUP_FAULT_TEXT[fault]).toMatch(/请|会接着/);
});
