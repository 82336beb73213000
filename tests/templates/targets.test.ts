import { describe, expect, it } from "vitest";
import { applyingPlans } from "#core/target/applying-plans.ts";
import { indicatorNamed } from "#core/target/indicator-name.ts";
import { joinedTargets } from "#core/target/joined-target.ts";
import { fieldTable } from "#core/template/outline.ts";
import { readIndicators, readPlans, readTemplate } from "#tests/templates/read-content.ts";

const plans = readPlans();
const indicators = readIndicators();
const counts = <T>(count: (file: (typeof plans)[number]) => T) =>
  Object.fromEntries(plans.map((file) => [file.plan.key, count(file)]));

describe("templates/targets", () => {
  it("holds every record of the sources, each once and under its own source", () => {
    expect(counts(({ records }) => records.length)).toEqual({
      "chongqing-2024-2035": 14,
      "fuling-2021-2025": 184,
      "fushun-2021-2025": 68,
      "shapingba-2021-2025": 138,
      "yubei-report-2022": 137,
    });
    const ids = plans.flatMap(({ records }) => records.map(({ id }) => id));
    expect(new Set(ids).size).toBe(541);
    for (const { plan, records } of plans)
      expect(new Set(records.map(({ id }) => id.slice(0, 3))), plan.key).toEqual(new Set([plan.source.slice(0, 3)]));
  });

  it("says of every record what it is: an aim has a target, anything else has none", () => {
    for (const { id, kind, target, baseline, result } of plans.flatMap(({ records }) => records)) {
      expect(target !== undefined, id).toBe(kind === "target" || kind === "table-row");
      expect(result !== undefined, id).toBe(kind === "actual");
      if (kind !== "target") expect(baseline, id).toBeDefined();
      if (target) expect((target.value === undefined) !== (target.range === undefined), id).toBe(true);
    }
  });

  it("keeps the eleven contradictions that were noted inside the sources", () => {
    expect(plans.flatMap(({ records }) => records.filter(({ conflict }) => conflict !== undefined))).toHaveLength(11);
  });

  it("has this many aims that no indicator of the vocabulary stands for", () => {
    const unmapped = ({ records }: (typeof plans)[number]) =>
      records.filter(({ name, target }) => target && !indicatorNamed(name, indicators)).length;
    expect(counts(unmapped)).toEqual({
      "chongqing-2024-2035": 9,
      "fuling-2021-2025": 79,
      "fushun-2021-2025": 20,
      "shapingba-2021-2025": 53,
      "yubei-report-2022": 0,
    });
  });

  it("joins every mapped aim, none lost to a unit that does not fit", () => {
    for (const file of plans) {
      const joined = new Set(joinedTargets(file, indicators).flatMap(({ places }) => places.map(({ id }) => id)));
      const mapped = file.records.filter(({ name, target }) => target && indicatorNamed(name, indicators));
      expect(
        mapped.filter(({ id }) => !joined.has(id)).map(({ id, name }) => `${id} ${name}`),
        file.plan.key,
      ).toEqual([]);
    }
  });

  it("gives no name to two indicators", () => {
    const names = [...indicators.values()].flatMap(({ name, aliases }) => [...new Set([name, ...aliases])]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it("reaches the fields of the checklist: this many have an aim in each plan", () => {
    const keys = [...fieldTable(readTemplate()).values()].map(
      ({ field }) => field.type === "number" && field.indicator,
    );
    const reached = (district: string) =>
      applyingPlans(district, plans).map((file) => {
        const aimed = new Set(joinedTargets(file, indicators).map(({ indicator }) => indicator.key));
        return keys.filter((key) => key !== undefined && key !== false && aimed.has(key)).length;
      });
    expect(reached("重庆市沙坪坝区")).toEqual([11, 4]);
    expect(reached("重庆市渝北区")).toEqual([4]);
  });
});
