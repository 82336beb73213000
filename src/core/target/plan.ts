import { z } from "zod";
import { decimalString } from "#core/quantity/decimal-string.ts";

/** What a record says: an aim, a row of a table of aims, where things stood, what was achieved, a fact of a report. */
export const RECORD_KINDS = ["target", "table-row", "baseline", "actual", "fact"] as const;

/** As the plan words it. "=" names a figure without a comparing word; increase and decrease are yearly changes at least. */
export const targetOperator = z.enum(["=", ">=", ">", "<=", "<", "increase", "decrease"]);
export type TargetOperator = z.infer<typeof targetOperator>;

const year = z.int().min(1990).max(2100);

/** A figure and its time: a year, or the plan's own words where it names none (规划期, 每年, 2016-2020). */
const dated = {
  value: decimalString,
  year: year.optional(),
  period: z.string().optional(),
};

export const planTarget = z.strictObject({
  value: decimalString.optional(),
  /** 3—5所 */
  range: z.strictObject({ from: decimalString, to: decimalString }).optional(),
  year: year.optional(),
  period: z.string().optional(),
  operator: targetOperator,
});

export const planRecord = z.strictObject({
  id: z.string().regex(/^\d{3}-\d{3}$/),
  /** the indicator's name in the source */
  name: z.string().min(1),
  kind: z.enum(RECORD_KINDS),
  unit: z.string(),
  baseline: z.strictObject({ ...dated, operator: z.enum([">=", ">", "<=", "<"]).optional() }).optional(),
  target: planTarget.optional(),
  /** what was achieved at the end of an earlier plan */
  result: z.strictObject(dated).optional(),
  /** the year before, where the source compares */
  prior: z.strictObject({ value: decimalString, period: z.string().optional(), derived: z.boolean() }).optional(),
  change: decimalString.optional(),
  growth: decimalString.optional(),
  /** 余, 近, 左右 … as printed */
  hedge: z.string().optional(),
  /** 约束性 or 预期性 */
  attribute: z.string().optional(),
  /** which way is better, where the source says so */
  direction: z.enum(["up", "down"]).optional(),
  /** printed the wrong way round: what it says, what it must mean */
  misprint: z.strictObject({ printed: z.string(), required: z.enum(["<=", ">="]) }).optional(),
  /** a starting figure that the source gives elsewhere */
  baselineElsewhere: decimalString.optional(),
  /** where it stands: line of the source's text, table, item of a report */
  line: z.int().min(1),
  table: z.string().optional(),
  item: z.string().optional(),
  note: z.string().optional(),
  /** what contradicts it in the same source */
  conflict: z.string().optional(),
});
export type PlanRecord = z.infer<typeof planRecord>;

export const planFile = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(1),
  plan: z.strictObject({
    key: z.string().regex(/^[a-z][a-z0-9-]*$/),
    title: z.string().min(1),
    /** a report states facts; it binds nobody */
    kind: z.enum(["plan", "report"]),
    region: z.string().min(2),
    from: year,
    to: year,
    documentNumber: z.string().optional(),
    /** the text that the records and their lines were taken from */
    source: z.string().min(1),
    note: z.string().optional(),
  }),
  records: z.array(planRecord).min(1),
});
export type PlanFile = z.infer<typeof planFile>;
