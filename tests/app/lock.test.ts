import { describe, expect, it } from "vitest";
import { lockReason } from "#app/data/lock.ts";
import type { Assignment } from "#app/data/workspace.ts";

const assignment: Assignment = { unitId: "finance", due: null, writable: false, openComments: 0 };
const contributor = { roles: ["contributor" as const], unitId: "education" };
const unitName = (id: string) => ({ finance: "区财政局" })[id];
const reason = (facts: Partial<Parameters<typeof lockReason>[0]>) =>
  lockReason({ assignment, elsewhere: false, me: contributor, unitName, ...facts });

describe("why an item cannot be written", () => {
  it("names the unit that has it", () => {
    expect(reason({})).toContain("区财政局");
    expect(reason({ assignment: { ...assignment, unitId: null } })).toContain("其他责任单位");
  });

  it("names the role that only reads", () => {
    expect(reason({ me: { roles: ["approver"], unitId: undefined } })).toContain("审定人");
  });

  it("points to the page that writes", () => {
    expect(reason({ assignment: { ...assignment, writable: true }, elsewhere: true })).toContain("另一标签页");
  });

  it("is silent where nothing hinders, and where the unit itself has handed the item in", () => {
    expect(reason({ assignment: { ...assignment, writable: true } })).toBeUndefined();
    expect(reason({ me: { ...contributor, unitId: "finance" } })).toBeUndefined();
  });
});
