import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROLES } from "#core/access/access.ts";
import type { Account } from "#core/api/system.ts";
import { type Belongings, describeBelongings, itemsGo, rolesToGive } from "#core/people/hand-over.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const account = (name: string, over: Partial<Account> = {}): Account => ({
  id: name,
  username: name,
  name,
  roles: [],
  unitId: null,
  disabled: false,
  successorId: null,
  createdAt: "2026-11-22T00:00:00.000Z",
  ...over,
});
const roles = fc.subarray([...ROLES]);
const unitId = fc.constantFrom(null, "u1", "u2");
const count = fc.integer({ min: 0, max: 3 });

const belongings: fc.Arbitrary<Belongings> = fc
  .record({ from: roles, to: roles, own: unitId, theirs: unitId, others: count, held: roles, open: count, more: count })
  .map(({ from, to, own, theirs, others, held, open, more }) => ({
    leaver: account("张三", { roles: from, unitId: own }),
    successor: account("李四", { roles: to, unitId: theirs }),
    onlyHolder: from.filter((role) => !held.includes(role)),
    unit: own === null ? undefined : { name: "区财政局", others, openItems: more, frozenItems: more },
    successorUnit: theirs === null ? undefined : "区审计局",
    duties: { open, shared: Math.min(open, 1), concluded: more },
    threads: more,
    drafts: more,
    phrases: more,
    verdicts: more,
    uploads: more,
  }));

describe("what goes over when somebody leaves", () => {
  it("gives no role twice, never that of an administrator, and what the work needs", () => {
    holds([belongings], (all) => {
      const given = rolesToGive(all);
      expect(given).not.toContain("administrator");
      expect(new Set(given).size).toBe(given.length);
      for (const role of given) expect(all.successor.roles).not.toContain(role);
      const after = [...all.successor.roles, ...given];
      if (all.duties.open > 0) expect(after).toContain("inspector");
      if (itemsGo(all) !== "stay") expect(after).toContain("contributor");
    });
  });

  it("moves items only where their unit would have nobody left, and only to where somebody is", () => {
    holds([belongings], (all) => {
      const goes = itemsGo(all);
      const empties = all.unit?.others === 0 && all.leaver.roles.includes("contributor");
      expect(goes !== "stay").toBe(empties);
      if (goes === "to-successors-unit") expect(all.successorUnit).toBeDefined();
    });
  });

  it("says everything that is not nothing, in whole sentences", () => {
    holds([belongings], (all) => {
      const says = describeBelongings(all);
      for (const sentence of says) expect(sentence).toMatch(/^[^\n]+。$/);
      expect(new Set(says).size).toBe(says.length);
      expect(says.join("").includes("审核任务")).toBe(all.duties.open + all.duties.concluded > 0);
      expect(says.join("").includes("常用语")).toBe(all.phrases > 0);
      expect(says.at(-1)).toContain("姓名不变");
    });
  });
});
