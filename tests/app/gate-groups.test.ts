import { describe, expect, it } from "vitest";
import { gateGroups } from "#app/features/submit-gate/gate-groups.ts";
import { GATE_KINDS, type GateKind, type GateReason } from "#core/submission/gate-reason.ts";

const reason = (kind: GateKind, itemKey = "a", id = `${kind}-${itemKey}`): GateReason => ({
  id,
  kind,
  blocks: true,
  itemKey,
  item: `条目${itemKey}`,
  message: "……",
});

describe("the reasons against submitting, in groups", () => {
  it("show every kind of reason once", () => {
    const all = GATE_KINDS.map((kind) => reason(kind));
    const shown = gateGroups(all).flatMap(({ items }) => items.flatMap(({ reasons }) => reasons));
    expect(shown.map(({ kind }) => kind).sort()).toEqual([...GATE_KINDS].sort());
    expect(gateGroups([])).toEqual([]);
  });

  it("put what is not yet safe first, and one item's reasons together", () => {
    const groups = gateGroups([
      reason("missing-field", "a", "1"),
      reason("missing-evidence", "b", "2"),
      reason("missing-narrative", "a", "3"),
      reason("unsent-edit", "b"),
    ]);
    expect(groups.map(({ key, count }) => [key, count])).toEqual([
      ["local", 1],
      ["missing", 3],
    ]);
    expect(groups[1]?.items.map(({ item, reasons }) => [item, reasons.map(({ id }) => id)])).toEqual([
      ["条目a", ["1", "3"]],
      ["条目b", ["2"]],
    ]);
  });
});
