import type { FieldOf } from "#core/field/definition.ts";
import type { IndicatorTable } from "#core/indicator/indicator.ts";
import { ownTarget } from "#core/target/field-target.ts";
import { type JoinedTarget, joinedTargets } from "#core/target/joined-target.ts";
import type { PlanFile } from "#core/target/plan.ts";
import type { Template } from "#core/template/schema.ts";

/**
 * What the checklist itself asks of a figure, and what the plans aim at for its indicator, the district's own first;
 * the same list for the same field.
 */
export function targetsBy(
  plans: readonly PlanFile[],
  indicators: IndicatorTable,
  { plan: own }: Pick<Template, "plan">,
): (field: FieldOf<"number">) => readonly JoinedTarget[] {
  let all: readonly JoinedTarget[] | undefined;
  const found = new Map<string, readonly JoinedTarget[]>();
  return (field) => {
    const known = found.get(field.key);
    if (known) return known;
    all ??= plans.flatMap((plan) => joinedTargets(plan, indicators));
    const set = ownTarget(field, own);
    const targets = [
      ...(set ? [set] : []),
      ...all.filter(({ indicator, plan }) => indicator.key === field.indicator && !(set && plan.key === own?.key)),
    ];
    found.set(field.key, targets);
    return targets;
  };
}
