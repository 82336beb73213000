import { z } from "zod";
import {
  choiceField,
  dateField,
  documentsField,
  entriesField,
  type Field,
  numberField,
  paragraphField,
  stagesField,
  textField,
  yesNoField,
} from "#core/field/definition.ts";
import { outline } from "#core/template/outline.ts";
import { evidenceSlot, item, part, rule, section, type Template, template } from "#core/template/schema.ts";

/**
 * A checklist while it is written: of the shape of a checklist, but headings, labels and expressions may still be empty
 * and a section may have no items yet. The checks say what is missing; only what parses as a template is published.
 */
const loose = { label: z.string().max(200) };
export const draftField: z.ZodType<Field> = z.discriminatedUnion("type", [
  numberField.extend(loose),
  textField.extend(loose),
  paragraphField.extend(loose),
  dateField.extend(loose),
  choiceField.extend({
    ...loose,
    options: z.array(z.strictObject({ key: z.string().min(1).max(100), label: z.string() })),
  }),
  yesNoField.extend(loose),
  documentsField.extend(loose),
  entriesField.extend(loose),
  stagesField.extend(loose),
]);
export const draftSlot = evidenceSlot.extend({ title: z.string().max(200) });
export const draftRule = rule.extend({ expect: z.string().max(1000), message: z.string().max(500) });
export const draftItem = item.extend({
  heading: z.string().max(200),
  fields: z.array(draftField).default([]),
  evidence: z.array(draftSlot).default([]),
  rules: z.array(draftRule).default([]),
});
export const draftSection = section.extend({ heading: z.string().max(200), items: z.array(draftItem) });
export const draftPart = z.discriminatedUnion("kind", [
  z.strictObject({ ...part.options[0].shape, heading: z.string().max(200) }),
  z.strictObject({ ...part.options[1].shape, heading: z.string().max(200), item: draftItem }),
]);
export const draftUnit = z.strictObject({ key: template.shape.units.element.shape.key, name: z.string().max(100) });

export const draftTemplate = template.extend({
  title: z.string().max(200),
  reportTitle: z.string().max(200),
  units: z.array(draftUnit),
  cover: draftItem,
  opening: draftItem,
  parts: z.array(draftPart),
  sections: z.array(draftSection),
});

/** section:funding, item:pay, field:教育支出, slot:pay/list, rule:pay/not-less, option:等次/good, unit:finance, part:problems */
const keyNames = z.array(z.string().max(200));

export const draft = z.strictObject({
  format: z.literal(1),
  /** the published version that it was made from, with all its keys: what was taken out may come back as itself only */
  base: z.strictObject({ id: z.string(), version: z.string(), keys: keyNames }).optional(),
  template: draftTemplate,
  /** keys of still earlier versions: nothing may ever take them again */
  retired: keyNames,
});
export type Draft = z.infer<typeof draft>;

/** Every key of a checklist by its name in `retired`. */
export function keysOf(of: Template): string[] {
  return [
    ...of.units.map(({ key }) => `unit:${key}`),
    ...of.parts.map(({ key }) => `part:${key}`),
    ...of.sections.map(({ key }) => `section:${key}`),
    ...outline(of).flatMap(({ item: each }) => keysOfItem(each)),
  ];
}

export function keysOfItem({ key, fields, evidence, rules }: Template["cover"]): string[] {
  return [
    `item:${key}`,
    ...fields.flatMap(keysOfField),
    ...evidence.map((slot) => `slot:${key}/${slot.key}`),
    ...rules.map((each) => `rule:${key}/${each.key}`),
  ];
}

export function keysOfField(of: Field): string[] {
  return [
    `field:${of.key}`,
    ...(of.type === "choice" ? of.options.map((option) => `option:${of.key}/${option.key}`) : []),
    ...(of.type === "stages" ? of.stages.map((stage) => `option:${of.key}/${stage.key}`) : []),
  ];
}

/** Code units, not a language: the same everywhere. */
const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** Next year's checklist from a published one; `earlier` are the versions before it, whose keys stay theirs. */
export function draftFrom(
  base: Template,
  to: { version: string; year: number; title: string },
  earlier: readonly Template[],
): Draft {
  const { $schema: _, ...rest } = base;
  const live = new Set(keysOf(base));
  return {
    format: 1,
    base: { id: base.id, version: base.version, keys: sorted(live) },
    template: { ...rest, ...to, lineage: [{ version: base.version, items: [], fields: [], dropped: [] }] },
    retired: sorted(earlier.flatMap(keysOf).filter((name) => !live.has(name))),
  };
}

const EMPTY_ITEM = {
  guidance: "",
  basis: [],
  support: [],
  fields: [],
  evidence: [],
  rules: [],
  narrative: "",
};

/** A checklist with nothing in it but the frame that every report has. */
export function blankDraft(of: { id: string; version: string; year: number; title: string }): Draft {
  return {
    format: 1,
    template: {
      format: 1,
      ...of,
      origin: { plan: of.title, standing: "official", note: "由清单编辑页新建。" },
      reportTitle: "{district}人民政府{year}年履行教育职责自评报告",
      numbering: "running",
      lineage: [],
      units: [],
      cover: { ...EMPTY_ITEM, key: "cover", heading: "封面", prose: false },
      opening: { ...EMPTY_ITEM, key: "opening", heading: "引言", prose: true },
      parts: [{ kind: "sections", key: "work", heading: "履行教育职责情况" }],
      sections: [],
    },
    retired: [],
  };
}
