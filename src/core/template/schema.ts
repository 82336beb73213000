import { z } from "zod";
import { carryPolicy, field } from "#core/field/definition.ts";
import { standing } from "#core/indicator/indicator.ts";
import { decimalString } from "#core/quantity/decimal-string.ts";
import { planFile } from "#core/target/plan.ts";
import { itemKey } from "#core/template/keys.ts";
import { lineage } from "#core/template/lineage.ts";

const slug = itemKey;

export const legalBasis = z.strictObject({
  /** in our own words */
  text: z.string().min(1),
  documentNumber: z.string().optional(),
  /** rule number in the rule register */
  ref: z.string().optional(),
  standing,
});

export const evidenceSlot = z.strictObject({
  key: slug,
  title: z.string().min(1),
  required: z.boolean().default(false),
  hint: z.string().optional(),
});
export type EvidenceSlot = z.infer<typeof evidenceSlot>;

export const rule = z.strictObject({
  key: slug,
  /** FEEL; names are field keys, 上年.<field key> is the prior value, 报告年度 the year; true means the rule is kept */
  expect: z.string().min(1).max(1000),
  /** FEEL; the rule applies only where this is true */
  when: z.string().min(1).max(1000).optional(),
  severity: z.enum(["error", "warning", "notice"]),
  message: z.string().min(1),
  /** the field that the finding links to */
  field: z.string().optional(),
  ref: z.string().optional(),
  standing,
  /** report years in which it applies, inclusive */
  from: z.int().optional(),
  to: z.int().optional(),
});
export type Rule = z.infer<typeof rule>;

export const item = z.strictObject({
  key: slug,
  /** without number and without a closing full stop */
  heading: z.string().min(1),
  guidance: z.string().default(""),
  basis: z.array(legalBasis).default([]),
  /** what it is worth at most; absent = it is not scored */
  points: decimalString.optional(),
  /** its points come on top of the total */
  bonus: z.boolean().optional(),
  /** 一票否决: not met, it decides the whole */
  veto: z.boolean().optional(),
  lead: slug.optional(),
  support: z.array(slug).default([]),
  fields: z.array(field).default([]),
  evidence: z.array(evidenceSlot).default([]),
  rules: z.array(rule).default([]),
  /** a draft with tokens that the filler may adopt; it never counts as an answer */
  narrative: z.string().default(""),
  /** what its prose can be begun from: last-problems = what the last review found, and how it stands by now */
  draftFrom: z.literal("last-problems").optional(),
  /** whether the item asks for prose at all (a cover does not) */
  prose: z.boolean().default(true),
  /** what next year does with the prose: copy = a draft to be checked; absent = copy */
  carry: carryPolicy.exclude(["prior"]).optional(),
});
export type Item = z.infer<typeof item>;

export const section = z.strictObject({ key: slug, heading: z.string().min(1), items: z.array(item).min(1) });
export type Section = z.infer<typeof section>;

export const part = z.discriminatedUnion("kind", [
  /** the checklist itself */
  z.strictObject({ kind: z.literal("sections"), key: slug, heading: z.string().min(1) }),
  /** a chapter of its own: problems, next steps */
  z.strictObject({ kind: z.literal("item"), key: slug, heading: z.string().min(1), item }),
]);

/** The annexes of a report, in their usual order. */
export const ANNEXES = [
  "data",
  "no-decrease",
  "standards",
  "targets",
  "other",
  "evidence",
  "explanations",
  "pictures",
] as const;
export type AnnexName = (typeof ANNEXES)[number];

export const layout = z.strictObject({
  /** the annexes that the report has, in this order */
  annexes: z.array(z.enum(ANNEXES)).refine((all) => new Set(all).size === all.length, "附件重复"),
});

export const template = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(1),
  id: z.string().regex(/^[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*)*$/),
  version: z.string().regex(/^\d{4}([.-]\d+)?$/),
  title: z.string().min(1),
  /** the report year that the checklist was written for */
  year: z.int().min(2000).max(2100),
  /** where it comes from, and how sure that is */
  origin: z.strictObject({
    plan: z.string(),
    documentNumber: z.string().optional(),
    issuer: z.string().optional(),
    standing: z.enum(["official", "reconstructed"]),
    note: z.string(),
  }),
  /** {district} and {year} are filled in */
  reportTitle: z.string().min(1),
  /** item numbers run through all sections, or restart in each */
  numbering: z.enum(["running", "restart"]),
  /** absent = all annexes in their usual order */
  layout: layout.optional(),
  /** what its items are worth together, bonus left out */
  points: decimalString.optional(),
  /** the plan whose carrying-out it evaluates */
  plan: planFile.shape.plan.optional(),
  /** where it comes from in earlier versions, so that their answers find their way */
  lineage: z.array(lineage).default([]),
  units: z.array(z.strictObject({ key: slug, name: z.string().min(1) })),
  cover: item,
  /** the opening paragraph before the first part */
  opening: item,
  parts: z.array(part).min(1),
  sections: z.array(section).min(1),
});
export type Template = z.infer<typeof template>;

/** What a list of templates shows. */
export const templateSummary = z.strictObject({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  year: z.int(),
  standing: z.enum(["official", "reconstructed"]),
  /** what to know about where it comes from */
  note: z.string(),
  sections: z.int(),
  items: z.int(),
  fields: z.int(),
});
export type TemplateSummary = z.infer<typeof templateSummary>;
