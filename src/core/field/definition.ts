import { z } from "zod";
import { LIMITS } from "#core/field/limits.ts";
import { standing } from "#core/indicator/indicator.ts";
import { decimalString } from "#core/quantity/decimal-string.ts";
import { targetOperator } from "#core/target/plan.ts";

/**
 * A field's key is a Chinese name, stable and unique in its template: it is what tokens quote ({{教育支出}}),
 * what rules compute with (教育支出 >= 上年.教育支出) and what answers are stored under.
 */
export const fieldKey = z
  .string()
  .max(40)
  .regex(/^[\p{Script=Han}A-Za-z][\p{Script=Han}A-Za-z0-9]*$/u, "只含汉字、字母和数字，不以数字开头")
  .refine((key) => !(key in Object.prototype), "与程序保留的名称相同，请改名");

/** What next year does with the value: prior = becomes last year's column; reference = shown, not copied. */
export const carryPolicy = z.enum(["prior", "copy", "reference", "never"]);
export type CarryPolicy = z.infer<typeof carryPolicy>;

/**
 * What the report makes of a field of the cover, where it is more than a line of the data annex: its official
 * elements (GB/T 9704), the notice of a publication, and the disclosure fields of a government site.
 */
export const USES = [
  "shell",
  "cover-page",
  "contents",
  "title",
  "addressee",
  "signatory",
  "date",
  "note",
  "mark",
  "number",
  "signer",
  "release",
  "copies",
  "printer",
  "printed-on",
  "period",
  "phone",
  "address",
  "index-number",
  "topic",
  "genre",
  "publisher",
  "published-on",
] as const;
const use = z.enum(USES);
export type Use = z.infer<typeof use>;

const common = {
  key: fieldKey,
  label: z.string().min(1),
  /** {year}, {year-1} … are replaced by the report year */
  period: z.string().optional(),
  hint: z.string().optional(),
  /** a heading above the first field of the group */
  group: z.string().optional(),
  required: z.boolean().default(true),
  carry: carryPolicy.optional(),
  use: use.optional(),
};

/** What the plan that a checklist evaluates asks of a figure. Figures are in the field's unit. */
export const aim = z.strictObject({
  value: decimalString,
  /** the other end where the plan gives a range: 3—5所 */
  upTo: decimalString.optional(),
  operator: targetOperator,
  /** which way is better */
  direction: z.enum(["up", "down", "none"]),
  year: z.int().min(1990).max(2100).optional(),
  /** the plan's own words where it names no year */
  period: z.string().optional(),
  hedge: z.string().optional(),
  /** where things stood; more than one where the plan contradicts itself */
  baselines: z.array(z.strictObject({ year: z.int(), value: decimalString })).default([]),
  /** contradictions inside the plan, in words */
  conflicts: z.array(z.string()).default([]),
  /** the records of templates/targets that say so */
  records: z.array(z.strictObject({ id: z.string(), line: z.int() })).default([]),
});
export type Aim = z.infer<typeof aim>;

export const numberField = z.strictObject({
  ...common,
  type: z.literal("number"),
  unit: z.string(),
  /** digits allowed after the point */
  precision: z.int().min(0).max(6),
  min: decimalString.optional(),
  max: decimalString.optional(),
  /** the prior period's name where a comparison is made, e.g. {year-2}年 */
  prior: z.string().optional(),
  indicator: z.string().optional(),
  aim: aim.optional(),
});
export const textField = z.strictObject({
  ...common,
  type: z.literal("text"),
  maxLength: z.int().min(1).max(LIMITS.text).default(200),
});
export const paragraphField = z.strictObject({
  ...common,
  type: z.literal("paragraph"),
  maxLength: z.int().min(1).max(LIMITS.paragraph).default(5000),
});
export const dateField = z.strictObject({ ...common, type: z.literal("date") });
export const choiceField = z.strictObject({
  ...common,
  type: z.literal("choice"),
  options: z.array(z.strictObject({ key: z.string().min(1).max(LIMITS.option), label: z.string().min(1) })).min(2),
});
export const yesNoField = z.strictObject({ ...common, type: z.literal("yesno") });
/** documents that the item cites: title, 文号, issuing body */
export const documentsField = z.strictObject({ ...common, type: z.literal("documents") });
/** a chapter's numbered entries: （一）heading, text */
export const entriesField = z.strictObject({ ...common, type: z.literal("entries") });

const measure = z.strictObject({
  label: z.string().min(1),
  unit: z.string().min(1),
  precision: z.int().min(0).max(6),
});
/** 两个只增不减: spending, pupils and spending per pupil by school stage and year; neither spending may fall */
export const stagesField = z.strictObject({
  ...common,
  type: z.literal("stages"),
  /** the rows; the key is what tokens name: {{分学段经费.小学.生均}} */
  stages: z.array(z.strictObject({ key: fieldKey, label: z.string().min(1) })).min(1),
  /** the years that are asked for, counted from the report year: [-2, -1] */
  years: z
    .array(z.int().min(-10).max(0))
    .min(2)
    .refine((all) => all.every((year, index) => index === 0 || year > Number(all[index - 1])), "年份须由远到近排列"),
  spending: measure,
  pupils: measure,
  perPupil: measure,
  /** a figure elsewhere that the spending of these stages may not exceed in sum */
  within: z.strictObject({ field: fieldKey, stages: z.array(fieldKey).min(1) }).optional(),
  /** what a fall counts as */
  severity: z.enum(["error", "warning", "notice"]).default("warning"),
  ref: z.string().optional(),
  standing,
});

export const field = z.discriminatedUnion("type", [
  numberField,
  textField,
  paragraphField,
  dateField,
  choiceField,
  yesNoField,
  documentsField,
  entriesField,
  stagesField,
]);
export type Field = z.infer<typeof field>;
export type FieldTypeName = Field["type"];
export type FieldOf<T extends FieldTypeName> = Extract<Field, { type: T }>;

/** "{year-1}年" → "2021年" */
export const expandYear = (text: string, year: number): string =>
  text.replace(/\{year(?:([+-])(\d{1,2}))?\}/g, (_, sign: string | undefined, offset: string | undefined) =>
    String(year + (sign === "-" ? -1 : 1) * Number(offset ?? 0)),
  );
