import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "#core/answer/answer.ts";
import { canonical } from "#core/answer/canonical.ts";
import { priorPath } from "#core/answer/carried.ts";
import { checkAnswer } from "#core/answer/check-answer.ts";
import { applyEdit } from "#core/builder/apply.ts";
import { CLASS_TEXT, filledDraft } from "#core/builder/change.ts";
import { changesAt, difference } from "#core/builder/difference.ts";
import { type Draft, draftFrom } from "#core/builder/draft.ts";
import type { Edit } from "#core/builder/edit.ts";
import { renameField } from "#core/builder/references.ts";
import { planUpgrade } from "#core/builder/upgrade.ts";
import { parseStored } from "#core/field/table.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import { storedValue } from "#tests/fixtures/core-arbitraries.ts";
import { answerOf } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";
import { choice, editOf } from "#tests/fixtures/random-edits.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";
import { readTemplate } from "#tests/templates/read-content.ts";

const small = () => draftFrom(smallTemplate, { version: "2023", year: 2023, title: "测试用小清单（2023年）" }, []);
const applied = (to: Draft, what: Edit): Draft => {
  const result = applyEdit(to, what);
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.path}`);
  return result.value.draft;
};
const changedBy = (...edits: Edit[]): Template => edits.reduce(applied, small()).template;

/** Answers as people give them, with something at most places. */
const answersTo = (template: Template): fc.Arbitrary<Map<string, Answer>> =>
  fc
    .tuple(
      ...outline(template).map(({ item }) =>
        fc.record({
          values: fc.tuple(
            ...item.fields.map((field) =>
              fc.option(
                storedValue(field).filter((value) => parseStored(field, value).ok),
                { nil: undefined },
              ),
            ),
          ),
          narrative: fc.option(fc.constantFrom("正文一", "教育支出{{教育支出}}。", "第二段"), { nil: undefined }),
          done: fc.boolean(),
          note: fc.option(fc.constantFrom("说明一", "说明二"), { nil: undefined }),
        }),
      ),
    )
    .map(
      (all) =>
        new Map(
          outline(template).flatMap(({ item }, index): [string, Answer][] => {
            const one = all[index];
            if (!one) return [];
            const values = item.fields.flatMap((field, at) => {
              const value = one.values[at];
              return value === undefined ? [] : [[field.key, value] as const];
            });
            return [
              [
                item.key,
                answerOf({
                  values: Object.fromEntries(values),
                  done: one.done,
                  explanations: one.note === undefined ? {} : { [`rule:${item.key}:not-less`]: one.note },
                  ...(one.narrative === undefined ? {} : { narrative: one.narrative }),
                }),
              ],
            ];
          }),
        ),
    );

const placesOf = (answers: ReadonlyMap<string, Answer>): number =>
  [...answers.values()].reduce(
    (sum, { values, narrative, explanations }) =>
      sum + Object.keys(values).length + (narrative === undefined ? 0 : 1) + Object.keys(explanations).length,
    0,
  );

describe("the upgrade of a running draft", () => {
  it("loses no answer over random edits: kept, moved or orphaned, and counted right", () => {
    holds(
      [answersTo(smallTemplate), fc.array(choice, { maxLength: 20 })],
      (answers, choices) => {
        let draft = small();
        for (const each of choices) {
          const result = applyEdit(draft, editOf(draft, each));
          if (result.ok) draft = result.value.draft;
        }
        const plan = planUpgrade(smallTemplate, draft.template, answers);
        const { kept, moved, orphaned } = plan.counts;
        expect(plan.parts).toHaveLength(kept + moved + orphaned);
        const whole = plan.parts.filter(({ path }) => !path.endsWith(".prior"));
        expect(whole).toHaveLength(placesOf(answers));
        expect(plan.orphans).toHaveLength(orphaned);
        // every place of the new answers is one that something was put into; merged prose shares one
        const targets = new Set(plan.parts.flatMap(({ to }) => (to ? [`${to.itemKey}/${to.path}`] : [])));
        expect(placesOf(plan.answers)).toBe(targets.size);
        for (const { itemKey, path, value, to } of plan.parts) {
          const answer = to && plan.answers.get(to.itemKey);
          if (to?.path === "narrative" && !String(value).includes("{{")) expect(answer?.narrative).toContain(value);
          if (to?.itemKey === itemKey && to.path === path && path.startsWith("explanations."))
            expect(Object.values(answer?.explanations ?? {})).toContain(value);
        }
        for (const { item } of outline(draft.template)) {
          const answer = plan.answers.get(item.key);
          if (answer) expect(checkAnswer(item, answer)).toMatchObject({ ok: true });
        }
      },
      150,
    );
  });

  it("onto the same checklist keeps everything as it was, byte for byte", () => {
    holds(
      [answersTo(smallTemplate)],
      (answers) => {
        const plan = planUpgrade(smallTemplate, small().template, answers);
        const nonEmpty = [...answers].filter(([, answer]) => canonical(answer) !== canonical(answerOf()));
        expect(canonical([...plan.answers].sort())).toBe(canonical(nonEmpty.sort()));
        expect(plan.counts).toMatchObject({ moved: 0, orphaned: 0 });
      },
      60,
    );
  });

  it("moves with an item, follows a renamed field into tokens, converts units and says so", () => {
    const answers = new Map([
      [
        "spending",
        answerOf({
          values: { 教育支出: { now: "25460", prior: "24000" } },
          narrative: "支出{{教育支出}}。",
          done: true,
        }),
      ],
    ]);
    const to = changedBy(
      renameField(small(), "教育支出", "一般公共预算教育支出"),
      { kind: "set", at: { kind: "field", key: "一般公共预算教育支出" }, patch: { unit: "亿元", precision: 4 } },
      { kind: "move", at: { kind: "item", key: "spending" }, into: { kind: "section", key: "schools" }, before: null },
    );
    const plan = planUpgrade(smallTemplate, to, answers);
    expect(plan.answers.get("spending")).toEqual(
      answerOf({
        values: { 一般公共预算教育支出: { now: "2.546", prior: "2.4" } },
        narrative: "支出{{一般公共预算教育支出}}。",
      }),
    );
    expect(plan.parts[0]).toMatchObject({ state: "moved", note: "已由万元换算为亿元，请核对" });
  });

  it("keeps as orphans what has no home: removed fields, another type, a prior figure that nobody asks for", () => {
    const answers = new Map([
      ["spending", answerOf({ values: { 教育支出: { now: "1", prior: "2" }, 足额拨付: true }, narrative: "正文" })],
    ]);
    const to = changedBy(
      { kind: "set", at: { kind: "field", key: "教育支出" }, patch: { prior: null } },
      { kind: "set", at: { kind: "item", key: "spending" }, patch: { prose: false } },
      { kind: "replace", value: { type: "text", key: "足额拨付", label: "拨付情况", required: false, maxLength: 100 } },
    );
    const plan = planUpgrade(smallTemplate, to, answers);
    expect(plan.orphans.map(({ path, note }) => [path, note])).toEqual([
      [priorPath("教育支出"), "新版本不再填上期数"],
      ["values.足额拨付", "数据项的类型已改，请重新填写"],
      ["narrative", "新版本中这一条不填正文"],
    ]);
    expect(plan.counts).toEqual({ kept: 1, moved: 0, orphaned: 3 });
  });
});

describe("the difference of two versions", () => {
  const filled = [
    filledDraft(
      "a",
      new Map([["spending", answerOf({ values: { 教育支出: { now: "1" } }, narrative: "正文" })]]),
      () => [],
    ),
    filledDraft("b", new Map([["pay", answerOf({ values: { 教师平均工资: { now: "1" } } })]]), () => []),
  ];

  it("says nothing changed, and that it is safe, where nothing did", () => {
    const same = difference(smallTemplate, { ...smallTemplate, version: "2022.1" }, filled);
    expect(same).toMatchObject({ changes: [], summary: "指标没有变化", class: "safe" });
    expect(same.verdict).toContain("安全");
  });

  it("counts items, classes each change and the answers that it touches", () => {
    const to = changedBy(
      { kind: "remove", at: { kind: "item", key: "pay" } },
      { kind: "set", at: { kind: "item", key: "spending" }, patch: { heading: "保障教育投入" } },
      { kind: "set", at: { kind: "field", key: "教育支出" }, patch: { unit: "人" } },
      {
        kind: "move",
        at: { kind: "item", key: "new-schools" },
        into: { kind: "section", key: "funding" },
        before: null,
      },
      {
        kind: "insert",
        into: { kind: "section", key: "schools" },
        before: null,
        node: {
          kind: "item",
          value: {
            key: "digital",
            heading: "教育数字化",
            guidance: "",
            basis: [],
            support: [],
            fields: [],
            evidence: [],
            rules: [],
            narrative: "",
            prose: true,
          },
        },
      },
    );
    const found = difference(smallTemplate, to, filled);
    expect(found.summary).toBe("新增指标1项，修改1项，移动1项，取消1项");
    expect(found.class).toBe("breaking");
    expect(CLASS_TEXT[found.class]).toBe("影响已填内容");
    expect(found.touched).toEqual({ drafts: 2, answers: 2 });
    const by = (code: string) => found.changes.find((change) => change.code === code);
    expect(by("item.removed")).toMatchObject({ class: "breaking", touched: { submissions: 1, answers: 1 } });
    expect(by("field.unit")).toMatchObject({ class: "breaking", touched: { submissions: 1, answers: 1 } });
    expect(by("item.heading")).toMatchObject({ class: "safe", text: "标题由“落实教育投入责任”改为“保障教育投入”" });
    expect(by("item.added")).toMatchObject({ class: "needs-work" });
    expect(changesAt(found, "spending").map(({ code }) => code)).toEqual(["item.heading", "field.unit"]);
  });

  it("follows lineage between the bundled versions", () => {
    const found = difference(readTemplate("2023"), readTemplate("2024"));
    expect(found.changes.find(({ path, code }) => path === "funding" && code === "item.merged")?.text).toContain(
      "合并",
    );
    expect(found.summary).toMatch(/修改\d+项/);
  });

  it("agrees with the upgrade: where nothing breaks, no value is orphaned", () => {
    holds(
      [answersTo(smallTemplate), fc.array(choice, { maxLength: 12 })],
      (answers, choices) => {
        let draft = small();
        for (const each of choices) {
          const result = applyEdit(draft, editOf(draft, each));
          if (result.ok) draft = result.value.draft;
        }
        const found = difference(smallTemplate, draft.template, [filledDraft("x", answers, () => [])]);
        const { orphans } = planUpgrade(smallTemplate, draft.template, answers);
        const lost = orphans.filter(({ path }) => path === "narrative" || path.startsWith("values."));
        if (found.class === "safe") expect(lost).toEqual([]);
        if (found.touched.answers === 0)
          expect(lost.filter(({ note }) => !note?.startsWith("不符合") && !/拆分|合并/.test(note ?? ""))).toEqual([]);
      },
      100,
    );
  });
});
