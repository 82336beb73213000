import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { changesLine } from "#app/features/year-changes/changes-line.ts";
import { changesAt, difference } from "#core/builder/difference.ts";
import { outline } from "#core/template/outline.ts";
import { template } from "#core/template/schema.ts";
import { templateWith } from "#tests/fixtures/core-content.ts";

const bundled = (version: string) =>
  template.parse(JSON.parse(readFileSync(`templates/cq-duty/${version}/template.json`, "utf8")));

const number = (key: string, rest: object = {}) => ({
  type: "number" as const,
  key,
  label: key,
  unit: "人",
  precision: 0,
  ...rest,
});

describe("what the filler reads of this year's changes", () => {
  it("counts by kind, and every change of an item is in exactly one count or said whole", () => {
    const [from, to] = [bundled("2022"), bundled("2024")];
    const found = difference(from, to);
    let changed = 0;
    for (const { item } of outline(to)) {
      const changes = changesAt(found, item.key);
      if (changes.length === 0) continue;
      changed += 1;
      const line = changesLine(changes);
      expect(line, item.key).not.toBe("");
      if (line === "新增的条目") continue;
      const counted = [...line.matchAll(/(?:新增|修改|取消|沿用)(\d+)处/g)].reduce((sum, [, n]) => sum + Number(n), 0);
      const whole = changes.filter(({ text }) => line.includes(text)).length;
      expect(counted + whole, line).toBe(changes.length);
    }
    expect(changed).toBeGreaterThan(0);
  });

  it("says of a new item only that it is new, and of a moved one where it comes from", () => {
    const before = templateWith({ key: "old", fields: [number("甲")] });
    const after = {
      ...templateWith({ key: "old", fields: [number("甲"), number("乙")] }, { key: "new", fields: [number("丙")] }),
      version: "2023",
    };
    const found = difference(before, after);
    expect(changesLine(changesAt(found, "new"))).toBe("新增的条目");
    expect(changesLine(changesAt(found, "old"))).toBe("新增1处");
    const moved = {
      kind: "moved" as const,
      subject: "item" as const,
      code: "item.moved",
      text: "由“管理”移到“保障”",
    };
    expect(changesLine([moved])).toBe("由“管理”移到“保障”");
  });
});
