import { z } from "zod";
import {
  draftField,
  draftItem,
  draftPart,
  draftRule,
  draftSection,
  draftSlot,
  draftTemplate,
  draftUnit,
} from "#core/builder/draft.ts";
import { type Address, addressPath, draftOption, type EditFault } from "#core/builder/edit.ts";
import { issueText } from "#core/builder/issue-text.ts";
import { changeField, changeItem, findNode } from "#core/builder/nodes.ts";
import { pathText, propertyText } from "#core/builder/property-text.ts";
import { assertNever, err, ok, type Result } from "#core/result.ts";
import type { Template } from "#core/template/schema.ts";

export type Patch = Readonly<Record<string, unknown>>;

/** What can be set at a node; its key, its type and what stands in it have edits of their own. */
const own = {
  template: draftTemplate
    .pick({ title: true, reportTitle: true, numbering: true, year: true, version: true, origin: true, lineage: true })
    .extend({
      layout: draftTemplate.shape.layout,
      points: draftTemplate.shape.points,
      plan: draftTemplate.shape.plan,
      // a step from a key to itself would be lost when the key is renamed and renamed back
      lineage: draftTemplate.shape.lineage.refine(
        (all) =>
          all.every(({ items, fields }) => ![...items, ...fields].some(({ from, to }) => from.join() === to.join())),
        "沿用原键的不必写入沿革",
      ),
    }),
  section: draftSection.pick({ heading: true }),
  part: draftPart.options[0].pick({ heading: true }),
  unit: draftUnit.pick({ name: true }),
  option: draftOption.pick({ label: true }),
  item: draftItem.omit({ key: true, fields: true, evidence: true, rules: true }),
  slot: draftSlot.omit({ key: true }),
  rule: draftRule.omit({ key: true }),
};
const FIXED_OF_FIELD: readonly string[] = ["key", "type", "options", "stages"];

const cleared = (patch: Patch): Record<string, unknown> =>
  Object.fromEntries(Object.entries(patch).map(([name, value]) => [name, value === null ? undefined : value]));

/** The old values of what a patch changes: the patch back. */
export const patchBack = (was: object, patch: Patch): Record<string, z.core.util.JSONType> => {
  const before = new Map<string, unknown>(Object.entries(was));
  // through text: what is absent inside a value is no value of JSON
  const plain = (value: unknown) => z.json().parse(JSON.parse(JSON.stringify(value ?? null)));
  return Object.fromEntries(Object.keys(patch).map((name) => [name, plain(before.get(name))]));
};

/** The node's own properties with the patch, or what is wrong with it. */
function patched<Shape extends z.core.$ZodLooseShape>(
  schema: z.ZodObject<Shape>,
  was: object,
  patch: Patch,
): Result<z.output<z.ZodObject<Shape>>, string> {
  const unknown = Object.keys(patch).find((name) => !(name in schema.shape));
  if (unknown !== undefined) return err(`“${propertyText(unknown)}”不能在此修改`);
  const mine = Object.fromEntries(Object.entries(was).filter(([name]) => name in schema.shape));
  const parsed = schema.safeParse({ ...mine, ...cleared(patch) });
  if (!parsed.success) return err(firstIssue(parsed.error));
  // what is not patched stays the same object: whoever shows it is not drawn again
  const rest = Object.fromEntries(Object.entries(mine).filter(([name]) => !Object.hasOwn(patch, name)));
  return ok(Object.assign(parsed.data, rest));
}

const firstIssue = ({ issues }: z.ZodError): string => {
  const [issue] = issues;
  return issue ? `${pathText(issue.path)}：${issueText(issue)}` : "格式不正确";
};

/** Sets properties of one node. The way to it and the node itself are new objects, everything else stays. */
export function setProperties(template: Template, at: Address, patch: Patch): Result<Template, EditFault> {
  const refused = (message: string): Result<Template, EditFault> =>
    err({ code: "builder.value", path: addressPath(at), message });
  const done = <T>(result: Result<T, string>, put: (value: T) => Template): Result<Template, EditFault> =>
    result.ok ? ok(put(result.value)) : refused(result.error);
  if (at.kind === "template")
    return done(patched(own.template, template, patch), (value) => ({ ...template, ...value }));
  const found = findNode(template, at);
  if (!found)
    return err({ code: "builder.gone", path: addressPath(at), message: "所改的内容已不在清单中，请刷新后再改" });
  const within = <N extends { key: string }>(list: readonly N[], change: (node: N) => N): N[] =>
    list.map((each) => (each.key === at.key ? change(each) : each));
  switch (at.kind) {
    case "unit":
      return done(patched(own.unit, found.value, patch), (value) => ({
        ...template,
        units: within(template.units, (each) => ({ ...each, ...value })),
      }));
    case "part":
      return done(patched(own.part, found.value, patch), (value) => ({
        ...template,
        parts: within(template.parts, (each) => ({ ...each, ...value })),
      }));
    case "section":
      return done(patched(own.section, found.value, patch), (value) => ({
        ...template,
        sections: within(template.sections, (each) => ({ ...each, ...value })),
      }));
    case "item":
      return done(patched(own.item, found.value, patch), (value) =>
        changeItem(template, at.key, (each) => ({ ...each, ...value })),
      );
    case "slot":
      return done(patched(own.slot, found.value, patch), (value) =>
        changeItem(template, at.item, (each) => ({
          ...each,
          evidence: within(each.evidence, (slot) => ({ ...slot, ...value })),
        })),
      );
    case "rule":
      return done(patched(own.rule, found.value, patch), (value) =>
        changeItem(template, at.item, (each) => ({
          ...each,
          rules: within(each.rules, (rule) => ({ ...rule, ...value })),
        })),
      );
    case "option":
      return done(patched(own.option, found.value, patch), ({ label }) =>
        changeField(template, at.field, (field) => {
          if (field.type === "choice")
            return { ...field, options: within(field.options, (each) => ({ ...each, label })) };
          if (field.type === "stages")
            return { ...field, stages: within(field.stages, (each) => ({ ...each, label })) };
          return field;
        }),
      );
    case "field": {
      const fixed = Object.keys(patch).find((name) => FIXED_OF_FIELD.includes(name));
      if (fixed !== undefined) return refused(`“${propertyText(fixed)}”不能在此修改`);
      const parsed = draftField.safeParse({ ...found.value, ...cleared(patch) });
      return done(parsed.success ? ok(parsed.data) : err(firstIssue(parsed.error)), (value) =>
        changeField(template, at.key, () => value),
      );
    }
    default:
      return assertNever(at);
  }
}
