import { type NumberRow, numberRows } from "#core/document/number-rows.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { type Assessment, assess } from "#core/target/assess.ts";
import { figureYear } from "#core/target/figure-year.ts";
import { type JoinedTarget, joinedTargets } from "#core/target/joined-target.ts";

/** A figure held against an aim of a plan that binds the district. */
export interface TargetRow extends NumberRow {
  target: JoinedTarget;
  assessment: Assessment;
}

/**
 * Every figure whose indicator a plan has an aim for; the district's own plan first, then in report order. A plan that
 * begins after the report year is no measure of it.
 */
export function targetRows(content: SubmissionContent): TargetRow[] {
  const rows = numberRows(content);
  const begun = content.plans.filter(({ plan }) => plan.from <= content.year);
  return begun.flatMap((file) => {
    const targets = joinedTargets(file, content.indicators);
    return rows.flatMap((row) =>
      targets.flatMap((target) => {
        if (row.field.indicator !== target.indicator.key || row.value.now === undefined) return [];
        const year = figureYear(row.field, content.year);
        return [{ ...row, target, assessment: assess(target, { value: row.value, unit: row.field.unit, year }) }];
      }),
    );
  });
}
