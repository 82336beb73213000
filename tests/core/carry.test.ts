import { describe, expect, it } from "vitest";
import type { Answer } from "#core/answer/answer.ts";
import { confirmParts, discardParts, openParts, settledAnswer } from "#core/answer/carried.ts";
import { applyCarry } from "#core/reuse/apply-carry.ts";
import { type CarryChoices, type CarryPlan, countPlan } from "#core/reuse/plan.ts";
import { planCarry } from "#core/reuse/plan-carry.ts";
import { checkSubmission } from "#core/rule/check.ts";
import { itemProgress } from "#core/submission/progress.ts";
import { findItem } from "#core/template/outline.ts";
import type { Item } from "#core/template/schema.ts";
import { answerOf, contentOf, templateOf } from "#tests/fixtures/core-content.ts";
import { last, next, old, section, yearOf } from "#tests/fixtures/two-years.ts";

const planned = (answers: Record<string, Partial<Answer>> = {}, to = next, year = 2023): CarryPlan =>
  planCarry(yearOf(old, 2022, last), { ...yearOf(to, year, answers), locked: new Set() }, [old, next]);
const all: CarryChoices = { mode: "unanswered", include: [], exclude: [] };
const itemIn = (plan: CarryPlan, key: string) => {
  const found = plan.items.find(({ itemKey }) => itemKey === key);
  if (!found) throw new Error(`no item ${key}`);
  return found;
};

describe("the plan", () => {
  it("finds items again by key, by lineage and, as a proposal, by likeness", () => {
    const plan = planned();
    const how = (key: string) => [itemIn(plan, key).how, itemIn(plan, key).status];
    expect(how("money")).toEqual(["key", "carried"]);
    expect(how("leadership")).toEqual(["renamed", "carried"]);
    expect(how("preschool")).toEqual(["split", "carried"]);
    expect(how("teachers")).toEqual(["merged", "carried"]);
    expect(how("digital")).toEqual(["similar", "carried"]);
    expect(how("food")).toEqual([undefined, "new"]);
    expect(itemIn(plan, "teachers").parts[0]?.text).toBe("负担减轻。\n职称落实。");
    expect(itemIn(plan, "digital").parts[0]).toMatchObject({ chosen: false });
    expect(itemIn(plan, "digital").parts[0]?.score).toBeLessThan(1);
    expect(plan.dropped).toEqual([expect.objectContaining({ itemKey: "plague", reason: "本年度不再考核" })]);
    expect(countPlan(plan)).toMatchObject({ dropped: 1, unplaced: 0, proposals: 1 });
  });

  it("makes this year's prior figure of last year's, in the new unit, and starts the current one empty", () => {
    const [, figure] = itemIn(planned(), "money").parts;
    expect(figure).toMatchObject({ path: "values.支出.prior", value: "254600", text: "25.46亿元" });
  });

  it("takes no figure for the prior one that speaks of another period, is hedged, or does not fit", () => {
    const note = (plan: CarryPlan) => itemIn(plan, "money").parts.find(({ path }) => path.startsWith("values"))?.note;
    expect(note(planned({}, { ...next, version: "2024" }, 2024))).toContain("时期不同");
    const hedged = { ...last, money: { values: { 支出: { now: "25", qualifier: "近" as const } } } };
    expect(note(planCarry(yearOf(old, 2022, hedged), { ...yearOf(next, 2023), locked: new Set() }, []))).toContain(
      "约数",
    );
  });

  it("follows the lineage over versions that lie between", () => {
    const later = templateOf({
      version: "2024",
      year: 2024,
      lineage: [{ version: "2023", items: [{ from: ["leadership"], to: ["party"] }] }],
      sections: section({ key: "party", heading: "组织建设" }, { key: "money", heading: "教育经费投入" }),
    });
    const plan = planned({}, later, 2024);
    expect(itemIn(plan, "party")).toMatchObject({ how: "renamed", sources: [{ itemKey: "lead" }] });
    expect(plan.dropped.map(({ itemKey }) => itemKey)).toContain("base");
  });

  it("gives the prose of a split item to one of its successors and shows it at the others", () => {
    const plan = planned();
    expect(itemIn(plan, "preschool").parts[0]).toMatchObject({ chosen: true });
    expect(itemIn(plan, "special").parts[0]).toMatchObject({
      chosen: false,
      note: expect.stringContaining("学前教育"),
    });
  });

  it("lets quoted data follow their field to its new key", () => {
    expect(itemIn(planned(), "money").parts[0]?.text).toBe("支出{{支出}}，开会{{专题会次数}}。");
  });

  it("links last year's papers to the same slot and tells which have run out", () => {
    expect(itemIn(planned(), "money").evidence).toEqual([
      expect.objectContaining({ evidenceId: "e1", slot: "table", outdated: true, chosen: true }),
    ]);
  });

  it("holds every text that was filled in, once at least", () => {
    const texts = Object.values(last).flatMap(({ narrative }) => narrative?.split("{{")[0] ?? []);
    const shown = JSON.stringify(planned());
    for (const text of texts) expect(shown).toContain(text);
  });
});

describe("taking over", () => {
  it("puts in what was chosen, marked with its source, and never a mark or an explanation", () => {
    const { changes } = applyCarry(planned(), all, new Map());
    const money = changes.find(({ itemKey }) => itemKey === "money")?.after;
    expect(money).toMatchObject({ done: false, explanations: {}, values: { 支出: { prior: "254600" } } });
    expect(money?.carried?.narrative).toMatchObject({
      year: 2022,
      into: 2023,
      heading: "落实教育经费投入",
      confirmed: false,
    });
    expect(changes.some(({ itemKey }) => itemKey === "digital")).toBe(false);
    const confirmed = applyCarry(planned(), { ...all, include: ["digital/narrative"] }, new Map());
    expect(confirmed.changes.some(({ itemKey }) => itemKey === "digital")).toBe(true);
  });

  it("leaves what is answered alone, unless it is to be replaced", () => {
    const mine = { money: { narrative: "新写的。", values: { 支出: { now: "1", prior: "2" } } } };
    const answers = new Map([["money", answerOf(mine.money)]]);
    expect(applyCarry(planned(mine), all, answers).changes.some(({ itemKey }) => itemKey === "money")).toBe(false);
    const replaced = applyCarry(planned(mine), { ...all, mode: "overwrite" }, answers);
    expect(replaced.changes.find(({ itemKey }) => itemKey === "money")?.after.values).toEqual({
      支出: { now: "1", prior: "254600" },
    });
  });

  it("writes nothing into what a unit has handed in", () => {
    const plan = planCarry(yearOf(old, 2022, last), { ...yearOf(next, 2023), locked: new Set(["money"]) }, []);
    const { changes, evidence } = applyCarry(plan, all, new Map());
    expect([...changes, ...evidence].some(({ itemKey }) => itemKey === "money")).toBe(false);
  });

  it("is unanswered and unfinished until somebody vouches for it", () => {
    const { changes } = applyCarry(planned(), all, new Map());
    const after = changes.find(({ itemKey }) => itemKey === "teachers")?.after ?? answerOf();
    const item = findItem(next, "teachers")?.item as Item;
    expect(itemProgress(item, after, [])).toMatchObject({ state: "started", missing: [{ kind: "narrative" }] });
    const findings = checkSubmission(contentOf(next, { teachers: after }, { year: 2023 }));
    expect(findings.map(({ code }) => code)).toContain("carry.unconfirmed");
    const confirmed = { ...confirmParts(after, ["narrative"]), done: true };
    expect(openParts(confirmed)).toEqual([]);
    expect(itemProgress(item, confirmed, []).state).toBe("done");
    expect(settledAnswer(discardParts(after, ["narrative"]))).toEqual(answerOf());
  });

  it("cannot be marked as done while it holds a stale word that nobody has explained", () => {
    const item = findItem(next, "preschool")?.item as Item;
    const was = "2021年以来，普惠园不断增加。";
    const carried = answerOf({
      narrative: was,
      done: true,
      carried: {
        narrative: { year: 2022, into: 2023, itemKey: "both", heading: "学前", was, confirmed: true },
      },
    });
    const asked = { ...item, prose: true };
    expect(itemProgress(asked, carried, []).state).toBe("started");
    const stale = checkSubmission(contentOf(next, { preschool: carried }, { year: 2023 })).filter(({ code }) =>
      code.startsWith("stale."),
    );
    expect(stale.map(({ code }) => code).sort()).toEqual(["stale.paragraph", "stale.year"]);
    expect(stale.find(({ code }) => code === "stale.year")?.repair).toMatchObject({
      original: "2021",
      replacement: "2022",
    });
    const explained = { ...carried, explanations: Object.fromEntries(stale.map(({ id }) => [id, "属实"])) };
    expect(itemProgress(asked, explained, []).state).toBe("done");
  });
});
