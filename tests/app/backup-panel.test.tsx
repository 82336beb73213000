import { MantineProvider } from "@mantine/core";
import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { BackupView } from "#app/features/backup/backup-view.tsx";
import { factsOf, standingOf } from "#app/features/backup/backup-words.ts";
import { BACKUP_REASONS, type BackupState } from "#core/api/backup.ts";
import { BACKUP_FAULTS } from "#core/backup/fault.ts";
import { sizeText } from "#core/backup/size-text.ts";

const NOW = Date.parse("2026-11-22T02:00:00Z");
const GOOD: BackupState = {
  schedule: "daily",
  place: "data",
  running: null,
  last: {
    name: "2026-11-22-020000",
    madeAt: "2026-11-21T18:00:00.000Z",
    reason: "daily",
    bytes: 1.5 * 1024 ** 3,
    files: 42,
    encrypted: false,
    missing: 0,
  },
  kept: 9,
  next: "2026-11-22T18:00:00.000Z",
  failure: null,
};

const draw = (state: BackupState): string =>
  renderToStaticMarkup(
    <MantineProvider>
      <BackupView state={state} now={NOW} refusal={undefined} asking={false} onAsk={() => undefined} />
    </MantineProvider>,
  );

describe("the panel of backups", () => {
  it("says when the last good one was made, its size, how many are kept and when the next one is due", () => {
    const html = draw(GOOD);
    for (const words of ["11/22 02:00", "1.5 GB，含42个文件", "9份", "11/23 02:00", "每日自动，未加密", "同一磁盘"])
      expect(html).toContain(words);
    expect(html).toContain('data-tone="good"');
    expect(html).toMatch(/<button[^>]*>.*立即备份/s);
  });

  it("tells a failure with its remedy, and what there is still, as an alert", () => {
    const message = "备份所在磁盘空间不足";
    const html = draw({ ...GOOD, failure: { at: "2026-11-22T01:00:00.000Z", code: "backup.full", message } });
    expect(html).toMatch(/role="alert".*11\/22 09:00备份失败：备份所在磁盘空间不足.*11\/22 02:00/s);
  });

  it("while one is being made cannot be asked for another, and says that nobody need wait", () => {
    const html = draw({ ...GOOD, running: { since: "2026-11-22T01:59:00.000Z", reason: "asked" } });
    expect(html).toMatch(/<button[^>]*disabled/);
    expect(html).toMatch(/role="status"[^>]*>正在备份，09:59开始/);
  });

  it("is calm about nothing that should worry", () => {
    const state = fc.record({
      schedule: fc.constantFrom("daily" as const, "off" as const, "outside" as const),
      place: fc.constantFrom("data" as const, "elsewhere" as const),
      running: fc.constant(null),
      last: fc.option(
        fc.record({
          name: fc.constant("x"),
          madeAt: fc.integer({ min: 0, max: 30 }).map((days) => new Date(NOW - days * 86_400_000).toISOString()),
          reason: fc.constantFrom(...BACKUP_REASONS),
          bytes: fc.nat(),
          files: fc.nat(),
          encrypted: fc.boolean(),
          missing: fc.nat(2),
        }),
      ),
      kept: fc.nat(20),
      next: fc.constantFrom(null, "2026-11-22T18:00:00.000Z"),
      failure: fc.option(
        fc.record({
          at: fc.constant("2026-11-22T01:00:00.000Z"),
          code: fc.constantFrom(...BACKUP_FAULTS),
          message: fc.constant("没有备份"),
        }),
      ),
    });
    fc.assert(
      fc.property(state, (each) => {
        const { tone, words } = standingOf(each, NOW);
        const fresh = each.last !== null && NOW - Date.parse(each.last.madeAt) <= 3 * 86_400_000;
        if (tone === "good")
          expect([each.schedule, each.failure, fresh, each.last?.missing]).toEqual(["daily", null, true, 0]);
        expect(words).not.toMatch(/undefined|null|NaN/);
        expect(draw(each)).toContain(words.slice(0, 5));
        for (const [name, value] of factsOf(each)) expect(name + value).not.toMatch(/undefined|null|NaN/);
      }),
    );
  });

  it("gives sizes as people say them", () => {
    expect([0, 1023, 1024, 1536, 1024 ** 2 - 1, 1024 ** 4 * 3000].map(sizeText)).toEqual([
      ...["0 字节", "1023 字节", "1.0 KB", "1.5 KB", "1024.0 KB", "3000.0 TB"],
    ]);
  });
});
