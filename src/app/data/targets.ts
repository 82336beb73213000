import type { IndicatorTable } from "#core/indicator/indicator.ts";
import { type JoinedTarget, joinedTargets } from "#core/target/joined-target.ts";
import type { PlanFile } from "#core/target/plan.ts";

/** What the plans aim at for an indicator, the district's own first; the same list for the same indicator. */
export function targetsBy(
  plans: readonly PlanFile[],
  indicators: IndicatorTable,
): (indicator: string | undefined) => readonly JoinedTarget[] {
  let all: readonly JoinedTarget[] | undefined;
  const found = new Map<string, readonly JoinedTarget[]>();
  return (indicator) => {
    all ??= plans.flatMap((plan) => joinedTargets(plan, indicators));
    const key = indicator ?? "";
    const known = found.get(key) ?? all.filter((target) => target.indicator.key === key);
    found.set(key, known);
    return known;
  };
}
