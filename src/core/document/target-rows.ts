import { type NumberRow, numberRows } from "#core/document/number-rows.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { type Assessment, assess } from "#core/target/assess.ts";
import { ownTarget } from "#core/target/field-target.ts";
import { figureYear } from "#core/target/figure-year.ts";
import { type JoinedTarget, joinedTargets } from "#core/target/joined-target.ts";
import type { PlanFile } from "#core/target/plan.ts";
import type { Template } from "#core/template/schema.ts";

/** A figure held against an aim of a plan that binds the district. */
export interface TargetRow extends NumberRow {
  target: JoinedTarget;
  assessment: Assessment;
}

/**
 * Every figure that an aim is set for: by the checklist itself, or by a plan for its indicator; the district's own plan
 * first, then in report order. A plan that begins after the report year is no measure of it.
 */
export function targetRows(content: SubmissionContent): TargetRow[] {
  const { template, year } = content;
  const rows = numberRows(content).filter(({ value }) => value.now !== undefined);
  const assessed = (row: NumberRow, target: JoinedTarget): TargetRow => ({
    ...row,
    target,
    assessment: assess(target, { value: row.value, unit: row.field.unit, year: figureYear(row.field, year) }),
  });
  const own = rows.flatMap((row) => {
    const target = ownTarget(row.field, template.plan);
    return target && target.plan.from <= year ? [assessed(row, target)] : [];
  });
  const begun = content.plans.filter(({ plan }) => plan.from <= year);
  return [
    ...own,
    ...begun.flatMap((file) => {
      const targets = joinedTargets(file, content.indicators);
      return rows.flatMap((row) =>
        targets.flatMap((target) =>
          row.field.indicator === target.indicator.key && !saidByChecklist(row.field, file, template)
            ? [assessed(row, target)]
            : [],
        ),
      );
    }),
  ];
}

const saidByChecklist = ({ aim }: NumberRow["field"], { plan }: PlanFile, { plan: own }: Template): boolean =>
  aim !== undefined && own?.key === plan.key;
