import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "#core/answer/answer.ts";
import { confirmParts, discardParts, openParts, settledAnswer } from "#core/answer/carried.ts";
import { composeReport } from "#core/document/compose.ts";
import { dataSheets } from "#core/document/data-sheets.ts";
import { documentText } from "#core/document/model.ts";
import { versionText } from "#core/document/version.ts";
import { applyCarry } from "#core/reuse/apply-carry.ts";
import { type CarryChoices, type CarryPlan, countPlan } from "#core/reuse/plan.ts";
import { planCarry } from "#core/reuse/plan-carry.ts";
import { undoCarry } from "#core/reuse/undo-carry.ts";
import { checkSubmission } from "#core/rule/check.ts";
import { itemProgress } from "#core/submission/progress.ts";
import { findItem, outline } from "#core/template/outline.ts";
import type { Item, Template } from "#core/template/schema.ts";
import { SAMPLE_FIELDS, storedValue } from "#tests/fixtures/core-arbitraries.ts";
import { answerOf, contentOf, evidenceFile, templateOf } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";

type Items = NonNullable<Parameters<typeof templateOf>[0]>["sections"];
const section = (...items: NonNullable<Items>[number]["items"]): NonNullable<Items> => [
  { key: "work", heading: "工作", items },
];
const spending = (more: object = {}) => ({
  type: "number" as const,
  key: "支出",
  label: "教育支出",
  unit: "亿元",
  precision: 2,
  period: "{year-1}年",
  prior: "{year-2}年",
  ...more,
});
const slots = [{ key: "table", title: "经费统计报表", required: true }];

const old = templateOf({
  sections: section(
    { key: "money", heading: "落实教育经费投入", fields: [spending()], evidence: slots },
    {
      key: "lead",
      heading: "加强党的领导",
      fields: [{ type: "number", key: "会议次数", label: "会议次数", unit: "次", precision: 0 }],
    },
    { key: "both", heading: "学前教育与特殊教育" },
    { key: "one", heading: "减轻教师负担" },
    { key: "two", heading: "教师职称评审" },
    { key: "plague", heading: "疫情防控" },
    { key: "wifi", heading: "推进教育信息化建设和数字化转型" },
    {
      key: "base",
      heading: "双减",
      fields: [{ type: "number", key: "原有机构数", label: "原有机构数", unit: "个", precision: 0, carry: "copy" }],
    },
  ),
});
const next = templateOf({
  version: "2023",
  year: 2023,
  lineage: [
    {
      version: "2022",
      items: [
        { from: ["lead"], to: ["leadership"] },
        { from: ["both"], to: ["preschool", "special"] },
        { from: ["one", "two"], to: ["teachers"] },
      ],
      fields: [{ from: ["会议次数"], to: ["专题会次数"] }],
      dropped: [{ item: "plague", reason: "本年度不再考核" }],
    },
  ],
  sections: section(
    { key: "money", heading: "教育经费投入", fields: [spending({ unit: "万元" })], evidence: slots },
    {
      key: "leadership",
      heading: "党的领导",
      fields: [{ type: "number", key: "专题会次数", label: "专题会次数", unit: "次", precision: 0 }],
    },
    { key: "preschool", heading: "学前教育" },
    { key: "special", heading: "特殊教育" },
    { key: "teachers", heading: "教师队伍" },
    { key: "digital", heading: "推进教育数字化转型和信息化建设" },
    { key: "food", heading: "校园食品安全" },
    {
      key: "base",
      heading: "双减",
      fields: [{ type: "number", key: "原有机构数", label: "原有机构数", unit: "个", precision: 0, carry: "copy" }],
    },
  ),
});

const last: Record<string, Partial<Answer>> = {
  money: {
    values: { 支出: { now: "25.46", prior: "24.07" } },
    narrative: "支出{{支出}}，开会{{会议次数}}。",
    done: true,
    explanations: { x: "y" },
  },
  lead: { values: { 会议次数: { now: "7" } }, narrative: "领导有力。" },
  both: { narrative: "学前和特教都好。" },
  one: { narrative: "负担减轻。" },
  two: { narrative: "职称落实。" },
  plague: { narrative: "防控到位。" },
  wifi: { narrative: "网络畅通。" },
  base: { values: { 原有机构数: { now: "87" } } },
};
const records = [
  { ...evidenceFile("e1", [{ itemKey: "money", slot: "table" }]), effectiveUntil: "2022-06-30" },
  evidenceFile("e2", [{ itemKey: "lead" }]),
];
const yearOf = (template: Template, year: number, answers: Record<string, Partial<Answer>> = {}) =>
  contentOf(template, answers, { year, evidence: year === 2022 ? records : [] });
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

const SENTINEL = "去年秘密";
const secretText = fc.string({ maxLength: 12 }).map((text) => `${SENTINEL}${text}`);
const answers = (template: Template, secret: boolean) =>
  fc.record(
    Object.fromEntries(
      outline(template).map(({ item }) => [
        item.key,
        fc.record(
          {
            narrative: secret ? secretText : fc.string({ maxLength: 12 }).map((text) => `文${text}`),
            values: fc.record(
              Object.fromEntries(
                item.fields.map((field) => [
                  field.key,
                  secret && field.type === "text" ? secretText : storedValue(field),
                ]),
              ),
              { requiredKeys: [] },
            ),
          },
          { requiredKeys: [] },
        ),
      ]),
    ),
    { requiredKeys: [] },
  ) as fc.Arbitrary<Record<string, Partial<Answer>>>;
const rich = (template: Template): Template => ({
  ...template,
  sections: template.sections.map((each) => ({
    ...each,
    items: each.items.map((item) =>
      item.key === "base"
        ? {
            ...item,
            prose: true,
            fields: [...item.fields, ...Object.values(SAMPLE_FIELDS).filter(({ key }) => key !== "支出")],
          }
        : { ...item, prose: true },
    ),
  })),
});
const choices = fc.record({
  mode: fc.constantFrom("unanswered" as const, "overwrite" as const),
  include: fc.constantFrom<string[]>([], ["digital/narrative", "special/narrative"]),
  exclude: fc.constantFrom<string[]>([], ["money/narrative"]),
});

describe("for any two years", () => {
  const [from, to] = [rich(old), rich(next)];
  const setting = fc.tuple(answers(from, true), answers(to, false), choices);

  const run = ([was, mine, chosen]: [
    Record<string, Partial<Answer>>,
    Record<string, Partial<Answer>>,
    CarryChoices,
  ]) => {
    const content = yearOf(to, 2023, mine);
    const plan = planCarry(yearOf(from, 2022, was), { ...content, locked: new Set() }, []);
    const { changes } = applyCarry(plan, chosen, content.answers);
    const after = new Map([...content.answers, ...changes.map((each) => [each.itemKey, each.after] as const)]);
    return { content, plan, changes, after };
  };

  it("taking over and taking back changes nothing", () => {
    holds([setting], (each) => {
      const { content, changes, after } = run(each);
      const undone = undoCarry(changes, after);
      const back = new Map([...after, ...undone.map((one) => [one.itemKey, one.after] as const)]);
      for (const [key, answer] of back) expect(answer, key).toEqual(content.answers.get(key) ?? answerOf());
    });
  });

  it("nothing of last year's is in the report, its workbook or its version until somebody vouches for it", () => {
    holds([setting], (each) => {
      const { content, after } = run(each);
      const now = { ...content, answers: after };
      const findings = checkSubmission(now);
      const printed = [
        ...documentText(composeReport(now, findings)),
        JSON.stringify(dataSheets(now, findings)),
        versionText(now),
      ].join("\n");
      expect(printed).not.toContain(SENTINEL);
      if (each[2].mode === "unanswered") {
        expect(documentText(composeReport(now, []))).toEqual(documentText(composeReport(content, [])));
        expect(versionText(now)).toBe(versionText(content));
      }
    });
  });

  it("every text that was filled in is in the plan", () => {
    holds([setting], (each) => {
      const shown = JSON.stringify(run(each).plan);
      for (const { narrative } of Object.values(each[0]))
        if (narrative !== undefined && !narrative.includes("{{"))
          expect(shown).toContain(JSON.stringify(narrative).slice(1, -1));
    });
  });

  it("what somebody has written since stays when it is taken back", () => {
    holds([setting, fc.string({ minLength: 1, maxLength: 9 })], (each, words) => {
      const { changes, after } = run(each);
      const [touched] = changes;
      if (!touched) return;
      const edited = new Map(after).set(touched.itemKey, { ...touched.after, narrative: `我写的${words}` });
      const undone = undoCarry(changes, edited);
      const back = undone.find(({ itemKey }) => itemKey === touched.itemKey)?.after ?? edited.get(touched.itemKey);
      expect(back?.narrative).toBe(`我写的${words}`);
    });
  });
});
