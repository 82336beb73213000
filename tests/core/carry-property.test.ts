import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "#core/answer/answer.ts";
import { confirmParts, openParts } from "#core/answer/carried.ts";
import { composeReport } from "#core/document/compose.ts";
import { dataSheets } from "#core/document/data-sheets.ts";
import { versionText } from "#core/document/version.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import type { Field } from "#core/field/definition.ts";
import { applyCarry } from "#core/reuse/apply-carry.ts";
import type { CarryChoices } from "#core/reuse/plan.ts";
import { planCarry } from "#core/reuse/plan-carry.ts";
import { undoCarry } from "#core/reuse/undo-carry.ts";
import { checkSubmission } from "#core/rule/check.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import { SAMPLE_FIELDS, storedValue } from "#tests/fixtures/core-arbitraries.ts";
import { answerOf } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";
import { next, old, records, yearOf } from "#tests/fixtures/two-years.ts";

const SENTINEL = "去年秘密";
/** Names the item that it comes from. */
const secretText = (itemKey: string) => fc.string({ maxLength: 12 }).map((text) => `${SENTINEL}#${itemKey}#${text}`);
const SECRET_FIGURE = "8675309";
const secretValue = (itemKey: string, field: Field) => {
  if (field.type === "number") return fc.constant({ now: SECRET_FIGURE });
  return field.type === "text" ? secretText(itemKey) : storedValue(field);
};
const answers = (template: Template, secret: boolean) =>
  fc.record(
    Object.fromEntries(
      outline(template).map(({ item }) => [
        item.key,
        fc.record(
          {
            narrative: secret ? secretText(item.key) : fc.string({ maxLength: 12 }).map((text) => `文${text}`),
            values: fc.record(
              Object.fromEntries(
                item.fields.map((field) => [field.key, secret ? secretValue(item.key, field) : storedValue(field)]),
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
    const { changes, evidence } = applyCarry(plan, chosen, content.answers);
    const after = new Map([...content.answers, ...changes.map((each) => [each.itemKey, each.after] as const)]);
    const papers = evidence.flatMap(({ evidenceId, itemKey, slot }): Evidence[] => {
      const known = records.find(({ id }) => id === evidenceId);
      const links = [{ itemKey, order: 1, ...(slot === undefined ? {} : { slot }) }];
      return known ? [{ ...known, title: `${SENTINEL}${known.title}`, carried: 2022, links }] : [];
    });
    return { content, plan, changes, after, now: { ...content, answers: after, evidence: papers } };
  };

  it("taking over and taking back changes nothing", () => {
    holds([setting], (each) => {
      const { content, changes, after } = run(each);
      const undone = undoCarry(changes, after);
      const back = new Map([...after, ...undone.map((one) => [one.itemKey, one.after] as const)]);
      for (const [key, answer] of back) expect(answer, key).toEqual(content.answers.get(key) ?? answerOf());
    });
  });

  /** Everything that leaves the house: the report in both discretions, the workbook, the version. */
  const printed = (content: SubmissionContent): string => {
    const findings = checkSubmission(content);
    return [
      ...(["named", "hidden"] as const).map((discretion) =>
        JSON.stringify(composeReport(content, findings, { discretion })),
      ),
      JSON.stringify(dataSheets(content, findings)),
      versionText(content),
    ].join("\n");
  };

  it("nothing of last year's is in the report, its workbook or its version until somebody vouches for it", () => {
    holds(
      [setting],
      (each) => {
        const { content, now } = run(each);
        const text = printed(now);
        expect(text).not.toContain(SENTINEL);
        expect(text).not.toContain(SECRET_FIGURE);
        if (each[2].mode === "unanswered") {
          expect(composeReport(now, [])).toEqual(composeReport(content, []));
          expect(versionText(now)).toBe(versionText(content));
        }
      },
      150,
    );
  });

  it("what somebody vouches for is in the report, and nothing else of last year's", () => {
    const keys = outline(to).map(({ item }) => item.key);
    holds(
      [setting, fc.subarray(keys)],
      (each, vouched) => {
        const { now, changes } = run(each);
        const confirmed = changes.filter(({ itemKey }) => vouched.includes(itemKey));
        const settled = confirmed.map(
          ({ itemKey, after }) =>
            [
              itemKey,
              confirmParts(
                after,
                openParts(after).map(({ path }) => path),
              ),
            ] as const,
        );
        const text = printed({ ...now, answers: new Map([...now.answers, ...settled]) });
        const tags = (of: unknown): string[] => JSON.stringify(of).match(new RegExp(`${SENTINEL}#\\w+#`, "g")) ?? [];
        const allowed = new Set(tags(settled.map(([, answer]) => answer)));
        expect(tags(text).filter((tag) => !allowed.has(tag))).toEqual([]);
        for (const [, { narrative }] of settled) for (const tag of tags(narrative ?? "")) expect(text).toContain(tag);
      },
      150,
    );
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
