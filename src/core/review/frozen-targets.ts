import { targetRows } from "#core/document/target-rows.ts";
import { settledContent } from "#core/submission/settled.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { targetText } from "#core/target/joined-target.ts";

/** How the figures stand to the aims of plans, in the words that an inspector reads. */
export const frozenTargets = (content: SubmissionContent) =>
  targetRows(settledContent(content)).map(({ item, field, value, target, assessment }) => ({
    itemKey: item.key,
    target: {
      fieldKey: field.key,
      plan: target.plan.title,
      indicator: target.indicator.name,
      target: targetText(target),
      value: value.now ?? null,
      unit: field.unit,
      state: assessment.state,
      expected: assessment.expected ?? null,
      reason: assessment.reason ?? null,
    },
  }));
