import type { Field, FieldOf } from "#core/field/definition.ts";
import { numberOf } from "#core/field/table.ts";
import { COMPARISON_TEXT, type Indicator, type Threshold, thresholdsInYear } from "#core/indicator/indicator.ts";
import { displayQuantity } from "#core/quantity/qualifier.ts";
import { satisfies } from "#core/quantity/satisfies.ts";
import { convertUnit } from "#core/quantity/unit.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { CheckScope } from "#core/rule/scope.ts";
import type { Item } from "#core/template/schema.ts";

/** Legal thresholds of the field's indicator in the report year; one dated later is not applied earlier. */
export function checkThresholds(item: Item, field: Field, scope: CheckScope): Finding[] {
  if (field.type !== "number" || field.indicator === undefined) return [];
  const indicator = scope.content.indicators.get(field.indicator);
  const value = numberOf(field, scope.lookup.value(field.key));
  if (!indicator || value?.now === undefined) return [];
  const now = value.now;
  const stated = displayQuantity(now, field.unit, value.qualifier);
  return thresholdsInYear(indicator, scope.content.year).flatMap((threshold): Finding[] => {
    const limit = convertUnit(threshold.value, indicator.unit, field.unit);
    const place = {
      id: `threshold:${item.key}:${field.key}:${threshold.ref}:${threshold.operator}${threshold.value}`,
      itemKey: item.key,
      fieldKey: field.key,
    };
    if (limit === undefined) return [{ ...place, ...foreignUnit(field, indicator) }];
    const answer = satisfies(now, value.qualifier, threshold.operator, limit);
    if (answer === "yes") return [];
    return [
      {
        ...place,
        code: answer === "no" ? "threshold.missed" : "threshold.open",
        severity: answer === "no" ? weight(threshold) : "notice",
        message: message(field.label, stated, `${COMPARISON_TEXT[threshold.operator]}${limit}${field.unit}`, answer),
        ref: threshold.ref,
        standing: threshold.standing,
        source: threshold.source,
      },
    ];
  });
}

/** What nobody has verified never blocks. */
const weight = (threshold: Threshold): Finding["severity"] =>
  threshold.standing === "unverified" ? "notice" : threshold.severity;

/** checkTemplate refuses such a template; one that came past it must not be judged by the bare number. */
const foreignUnit = ({ label, unit: own }: FieldOf<"number">, { unit }: Indicator) => ({
  code: "threshold.unit",
  severity: "error" as const,
  message: `${label}的单位“${own}”与指标单位“${unit}”不同量纲，无法核对标准。请督导办修正清单`,
});

function message(label: string, stated: string, limit: string, answer: "no" | "open"): string {
  return answer === "no"
    ? `${label}为${stated}，标准为${limit}，未达到；请核对数据，属实的须说明原因和措施`
    : `${label}写作${stated}，无法判断是否${limit}；请填写确切数`;
}
