import type { Field, FieldOf } from "#core/field/definition.ts";
import { parseUnit, sameDimension } from "#core/quantity/unit.ts";
import { TOTAL } from "#core/stage/table.ts";

/** What the schema of a stage table cannot see, in words: stages once each, units that fit, a whole that exists. */
export function stageFieldFaults(field: FieldOf<"stages">, fields: Pick<ReadonlyMap<string, Field>, "get">): string[] {
  const keys = field.stages.map(({ key }) => key);
  const [numerator = ""] = field.perPupil.unit.split("/");
  return [
    ...keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `学段“${key}”重复`),
    ...(keys.includes(TOTAL) ? [`“${TOTAL}”由系统计算，不能作学段`] : []),
    ...(sameDimension(numerator, field.spending.unit)
      ? []
      : [`${field.perPupil.unit}不是${parseUnit(field.spending.unit).base}的平均数`]),
    ...wholeFaults(field, keys, fields),
  ];
}

function wholeFaults(
  { within, spending }: FieldOf<"stages">,
  keys: readonly string[],
  fields: Pick<ReadonlyMap<string, Field>, "get">,
): string[] {
  if (!within) return [];
  const foreign = within.stages
    .filter((key) => !keys.includes(key))
    .map((key) => `within.stages 中的“${key}”不是本表学段`);
  const whole = fields.get(within.field);
  if (whole?.type !== "number") return [`within.field“${within.field}”不是数字项`, ...foreign];
  return sameDimension(whole.unit, spending.unit) ? foreign : [`“${whole.label}”的单位与支出不同量纲`, ...foreign];
}
