import { describe, expect, it } from "vitest";
import type { NumberValue } from "#core/field/value.ts";
import type { Threshold } from "#core/indicator/indicator.ts";
import { checkSubmission } from "#core/rule/check.ts";
import { contentOf, indicatorsOf, templateWith } from "#tests/fixtures/core-content.ts";

const rate = { key: "rate", name: "覆盖率", unit: "%", direction: "up" as const, definition: "占比" };
const base: Threshold = {
  ref: "R-36",
  operator: ">=",
  value: "80",
  standing: "verified",
  severity: "warning",
  source: "办法第六条",
};

function findings(
  value: NumberValue,
  thresholds: Partial<Threshold>[] = [{}],
  units = { field: "%", indicator: "%" },
  year = 2022,
) {
  const checklist = templateWith({
    fields: [{ type: "number", key: "率", label: "覆盖率", unit: units.field, precision: 6, indicator: "rate" }],
  });
  const indicators = indicatorsOf({
    ...rate,
    unit: units.indicator,
    thresholds: thresholds.map((each) => ({ ...base, ...each })),
  });
  return checkSubmission(contentOf(checklist, { "item-1": { values: { 率: value } } }, { indicators, year })).filter(
    (finding) => finding.code.startsWith("threshold."),
  );
}
const said = (...args: Parameters<typeof findings>) =>
  findings(...args).map((finding) => `${finding.code}/${finding.severity}`);

describe("legal thresholds", () => {
  it("are missed below, met on and above the value", () => {
    expect(said({ now: "79.99" })).toEqual(["threshold.missed/warning"]);
    expect(said({ now: "80" })).toEqual([]);
    expect(said({ now: "80.01" })).toEqual([]);
    expect(said({})).toEqual([]);
  });

  it("apply in their years, both included, and one dated later is not applied earlier", () => {
    const bounds = [{ value: "90", from: 2021, to: 2023 }];
    const years = [2020, 2021, 2022, 2023, 2024].filter(
      (year) => said({ now: "85" }, bounds, undefined, year).length > 0,
    );
    expect(years).toEqual([2021, 2022, 2023]);
    expect(said({ now: "85" }, [{ value: "90", from: 2025 }])).toEqual([]);
  });

  it("leave a hedged figure open, or are settled by it", () => {
    expect(said({ now: "80", qualifier: "约" })).toEqual(["threshold.open/notice"]);
    expect(said({ now: "80", qualifier: "近" })).toEqual(["threshold.missed/warning"]);
    expect(said({ now: "80", qualifier: "以上" })).toEqual([]);
    expect(said({ now: "79", qualifier: "超过" })).toEqual(["threshold.open/notice"]);
    expect(said({ now: "90", qualifier: "约" })).toEqual([]);
  });

  it("that nobody has verified never block", () => {
    expect(said({ now: "1" }, [{ standing: "unverified", severity: "error" }])).toEqual(["threshold.missed/notice"]);
    expect(said({ now: "1" }, [{ standing: "second-hand", severity: "error" }])).toEqual(["threshold.missed/error"]);
  });

  it("are compared in the field's unit, not by the bare number", () => {
    const units = { field: "万元", indicator: "元" };
    expect(said({ now: "0.6" }, [{ value: "6000" }], units)).toEqual([]);
    expect(said({ now: "0.59" }, [{ value: "6000" }], units)).toEqual(["threshold.missed/warning"]);
    expect(findings({ now: "0.59" }, [{ value: "6000" }], units)[0]?.message).toContain("不低于0.6万元");
    expect(said({ now: "7000" }, [{ value: "6000" }], { field: "人", indicator: "元" })).toEqual([
      "threshold.unit/error",
    ]);
  });

  it("cite their source, and have ids of their own even under one rule number", () => {
    const both = findings({ now: "50" }, [{}, { value: "60" }, { operator: "<=", value: "40" }]);
    expect(both).toHaveLength(3);
    expect(new Set(both.map((finding) => finding.id)).size).toBe(3);
    expect(both[0]).toMatchObject({
      ref: "R-36",
      standing: "verified",
      source: "办法第六条",
      itemKey: "item-1",
      fieldKey: "率",
    });
  });
});
