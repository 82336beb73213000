import type { FieldOf } from "#core/field/definition.ts";
import type { JoinedTarget } from "#core/target/joined-target.ts";
import type { PlanFile } from "#core/target/plan.ts";

/** The aim that a checklist sets for its own figure, as one of the plan that it evaluates. */
export function ownTarget(field: FieldOf<"number">, plan: PlanFile["plan"] | undefined): JoinedTarget | undefined {
  const { aim } = field;
  if (aim === undefined || plan === undefined) return undefined;
  return {
    plan,
    indicator: {
      key: field.indicator ?? field.key,
      name: field.label,
      aliases: [],
      unit: field.unit,
      direction: aim.direction,
      definition: field.hint ?? field.label,
      thresholds: [],
    },
    names: [field.label],
    value: aim.value,
    shown: aim.upTo === undefined ? aim.value : `${aim.value}—${aim.upTo}`,
    operator: aim.operator,
    year: aim.year,
    period: aim.period,
    hedge: aim.hedge,
    baselines: aim.baselines,
    history: [],
    conflicts: aim.conflicts,
    places: aim.records,
  };
}
