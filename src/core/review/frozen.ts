import { z } from "zod";
import { description, fileContent } from "#core/evidence/evidence.ts";
import { storedValue } from "#core/field/value.ts";
import { record } from "#core/record.ts";
import { score } from "#core/review/points.ts";
import { finding } from "#core/rule/finding.ts";

/** An evidence record as a frozen version refers to it: its bytes by SHA-256, and what was said of them then. */
export const frozenEvidence = z.object({
  evidenceId: z.string(),
  /** 3-2-01 */
  number: z.string(),
  slot: z.string().nullable(),
  title: z.string(),
  ...fileContent.shape,
  ...description.shape,
  pagesCited: z.string(),
  inReport: z.boolean(),
});
export type FrozenEvidence = z.infer<typeof frozenEvidence>;

/** A finding of the checks at the moment of submission, and what the district wrote about it. */
export const frozenFinding = z.object({ ...finding.shape, explanation: z.string().nullable() });

/** One item of a frozen version. Never changes. */
export const frozenItem = z.object({
  itemKey: z.string(),
  /** SHA-256 of what the item says: values, prose with its figures in place, explanations, evidence */
  hash: z.string(),
  values: record(z.string(), storedValue),
  /** as written, with its tokens; absent = none */
  narrative: z.string().optional(),
  explanations: record(z.string(), z.string()),
  selfScore: score.nullable(),
  /** the prose as printed, with its figures in place; "" = none */
  text: z.string(),
  evidence: z.array(frozenEvidence),
  findings: z.array(frozenFinding),
});
export type FrozenFinding = z.infer<typeof frozenFinding>;
export type FrozenItem = z.infer<typeof frozenItem>;
