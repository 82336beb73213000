import { z } from "zod";
import { type Answer, answerShape, emptyAnswer } from "#core/answer/answer.ts";
import { type Description, description, type Evidence, UNDESCRIBED } from "#core/evidence/evidence.ts";
import { normalisePages } from "#core/evidence/pages.ts";
import type { IndicatorTable } from "#core/indicator/indicator.ts";
import { normaliseDocumentNumber } from "#core/prose/document-number.ts";
import { record } from "#core/record.ts";
import type { LastYearFigures } from "#core/submission/last-year.ts";
import type { PlanFile } from "#core/target/plan.ts";
import type { Template } from "#core/template/schema.ts";

/** Everything about one district's year that the pure functions look at. */
export interface SubmissionContent {
  template: Template;
  indicators: IndicatorTable;
  /** the plans that bind the district, its own first */
  plans: readonly PlanFile[];
  district: string;
  year: number;
  answers: ReadonlyMap<string, Answer>;
  evidence: readonly Evidence[];
  /** absent where no submission of the year before is known */
  lastYear?: LastYearFigures | undefined;
}

/** A submission as a file: samples are kept in it, and commands read it. */
export const submissionFile = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(1),
  template: z.strictObject({ id: z.string(), version: z.string() }),
  district: z.string().min(2).max(50),
  year: z.int().min(2000).max(2100),
  answers: record(
    z.string(),
    answerShape
      .omit({ carried: true, selfScore: true })
      .partial({ explanations: true, done: true, values: true })
      // files write no format; those that do mean one that such an answer is the same in
      .extend({ format: z.literal([1, 2]).optional() }),
  ),
  evidence: z
    .array(
      z.strictObject({
        /** relative to the file's folder */
        file: z.string().min(1),
        title: z.string().min(1).max(200),
        links: z
          .array(
            z.strictObject({
              item: z.string(),
              slot: z.string().optional(),
              /** pages cited */
              pages: z.string().max(60).overwrite(normalisePages).optional(),
            }),
          )
          .min(1),
        ...description.partial().shape,
        /** an image that is printed in the report's annex of pictures */
        inReport: z.boolean().default(false),
      }),
    )
    .default([]),
});
export type SubmissionFile = z.infer<typeof submissionFile>;

export const fileAnswer = (partial: SubmissionFile["answers"][string]): Answer => ({
  ...emptyAnswer(),
  values: partial.values ?? {},
  done: partial.done ?? false,
  explanations: partial.explanations ?? {},
  ...(partial.narrative === undefined ? {} : { narrative: partial.narrative }),
});

/** What a file's entry says of its document; 文号 with the brackets that it should have. */
export const describedIn = (entry: SubmissionFile["evidence"][number]): Description => ({
  issuer: entry.issuer ?? UNDESCRIBED.issuer,
  docNumber: normaliseDocumentNumber(entry.docNumber ?? UNDESCRIBED.docNumber),
  date: entry.date ?? UNDESCRIBED.date,
  effectiveFrom: entry.effectiveFrom ?? UNDESCRIBED.effectiveFrom,
  effectiveUntil: entry.effectiveUntil ?? UNDESCRIBED.effectiveUntil,
  confidential: entry.confidential ?? UNDESCRIBED.confidential,
});
