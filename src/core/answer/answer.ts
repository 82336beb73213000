import { z } from "zod";
import { carriedParts } from "#core/answer/carried.ts";
import { ANSWER_FORMAT, upgradeAnswer } from "#core/answer/upgrade.ts";
import { storedValue } from "#core/field/value.ts";
import { record } from "#core/record.ts";
import { score } from "#core/review/points.ts";

export const MAX_NARRATIVE = 100_000;

/** The shape that is written; what was stored in an earlier one is read through `answer`. */
export const answerShape = z.strictObject({
  format: z.literal(ANSWER_FORMAT),
  values: record(z.string().max(40), storedValue),
  narrative: z.string().max(MAX_NARRATIVE).optional(),
  /** the filler's own mark; it is not a verdict */
  done: z.boolean(),
  /** written explanations, by finding id or by evidence slot id */
  explanations: record(z.string().max(200), z.string().max(2000)),
  /** the points that the district gives itself; absent = none */
  selfScore: score.optional(),
  /** what was taken over from an earlier year, by place; absent = nothing */
  carried: carriedParts.optional(),
});
export type Answer = z.infer<typeof answerShape>;

/** An item's stored answer. Absent values and an absent narrative mean "not answered": a default never counts. */
export const answer = z.preprocess(upgradeAnswer, answerShape);

export const emptyAnswer = (): Answer => ({ format: ANSWER_FORMAT, values: {}, done: false, explanations: {} });
