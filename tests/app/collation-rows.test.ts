import { describe, expect, it } from "vitest";
import type { Assignment } from "#app/data/workspace.ts";
import {
  collationRows,
  matchesText,
  ROW_FILTERS,
  type Unit,
  unitSummaries,
} from "#app/features/collation/collation-rows.ts";
import type { ItemProgress } from "#core/submission/progress.ts";
import { outline } from "#core/template/outline.ts";
import type { SignOffState } from "#core/workflow/sign-off.ts";
import { templateWith } from "#tests/fixtures/core-content.ts";

const TODAY = "2022-11-08";
const template = templateWith({}, {}, {});
const items = outline(template).filter(({ place }) => place.kind === "section");
const unit = (id: string, name: string): Unit => ({ id, name, people: ["张三"], savedAt: null });
const UNITS = [unit("a", "区教委"), unit("b", "区财政局"), unit("c", "区审计局")];

interface State extends Partial<Assignment> {
  state?: ItemProgress["state"];
  stage?: SignOffState;
}

function rowsOf(states: Record<string, State>, deadline: string | null = null) {
  const of = (key: string): State => states[key] ?? {};
  return collationRows(
    {
      items,
      deadline,
      assignment: (key) => {
        const { state: _, stage, ...assignment } = of(key);
        const said = { by: "甲", at: "2022-11-01T00:00:00Z", revision: 1, reason: null };
        return {
          unitId: null,
          due: null,
          writable: true,
          openComments: 0,
          ...assignment,
          ...(stage ? { signOff: { state: stage, ...said } } : {}),
        };
      },
      progress: (key) => ({
        state: of(key).state ?? "empty",
        filled: 0,
        wanted: 1,
        missing: [],
        carry: { unconfirmed: 0, stale: 0 },
      }),
    },
    UNITS,
    TODAY,
  );
}
const late = (rows: ReturnType<typeof rowsOf>) => rows.filter(ROW_FILTERS.late.keeps).map(({ itemKey }) => itemKey);

describe("the editor's table", () => {
  it("names every item in report order with its unit", () => {
    const rows = rowsOf({ "item-2": { unitId: "b" } });
    expect(rows.map(({ title, unit: name }) => [title, name])).toEqual([
      ["1.指标1", "未分工"],
      ["2.指标2", "区财政局"],
      ["3.指标3", "未分工"],
    ]);
  });

  it("calls late what is past its day and still with its unit, not on the day itself", () => {
    expect(late(rowsOf({ "item-1": { due: "2022-11-07" }, "item-2": { due: TODAY } }))).toEqual(["item-1"]);
    expect(late(rowsOf({}, "2022-11-07"))).toEqual(["item-1", "item-2", "item-3"]);
    expect(late(rowsOf({ "item-1": { due: "2022-12-01" } }, "2022-11-07"))).toEqual(["item-2", "item-3"]);
    const due = "2022-11-07";
    expect(late(rowsOf({ "item-1": { due, stage: "handed-in" }, "item-2": { due, stage: "taken-over" } }))).toEqual([]);
    expect(late(rowsOf({ "item-1": { due, state: "done" }, "item-2": { due, stage: "returned" } }))).toEqual([
      "item-2",
    ]);
  });

  it("is filtered by words of the item and of the unit", () => {
    const [first] = rowsOf({ "item-1": { unitId: "a" } });
    if (!first) throw new Error("no row");
    expect(["", "指标1", "教委"].map((wanted) => matchesText(first, wanted))).toEqual([true, true, true]);
    expect(matchesText(first, "财政")).toBe(false);
  });
});

describe("the table of units", () => {
  it("has who is late first, then who has not started, and nobody who has nothing to fill", () => {
    const rows = rowsOf({
      "item-1": { unitId: "a", state: "started" },
      "item-2": { unitId: "b", state: "empty" },
      "item-3": { unitId: "c", state: "started", due: "2022-11-01" },
    });
    expect(unitSummaries(rows, [...UNITS, unit("d", "区人社局")]).map(({ name }) => name)).toEqual([
      "区审计局",
      "区财政局",
      "区教委",
    ]);
  });

  it("counts each item of the unit in its stage", () => {
    const rows = rowsOf({
      "item-1": { unitId: "a", state: "done", stage: "handed-in" },
      "item-2": { unitId: "a", state: "done", stage: "taken-over" },
      "item-3": { unitId: "a" },
    });
    expect(unitSummaries(rows, UNITS)).toMatchObject([
      { name: "区教委", items: 3, empty: 1, handedIn: 1, takenOver: 1, late: 0 },
    ]);
  });
});
