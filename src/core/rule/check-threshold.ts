import type { Field } from "#core/field/definition.ts";
import { numberOf } from "#core/field/table.ts";
import { COMPARISON_TEXT, type Threshold, thresholdsInYear } from "#core/indicator/indicator.ts";
import { displayQuantity, satisfies } from "#core/quantity/qualifier.ts";
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
    const answer = satisfies(now, value.qualifier, threshold.operator, threshold.value);
    if (answer === "yes") return [];
    return [
      {
        id: `threshold:${item.key}:${field.key}:${threshold.ref}`,
        code: answer === "no" ? "threshold.missed" : "threshold.open",
        severity: answer === "no" ? weight(threshold) : "notice",
        itemKey: item.key,
        fieldKey: field.key,
        message: message(field.label, stated, threshold, field.unit, answer),
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

function message(label: string, stated: string, threshold: Threshold, unit: string, answer: "no" | "open"): string {
  const limit = `${COMPARISON_TEXT[threshold.operator]}${threshold.value}${unit}`;
  return answer === "no"
    ? `${label}为${stated}，标准为${limit}，未达到；请核对数据，属实的须说明原因和措施`
    : `${label}写作${stated}，无法判断是否${limit}；请填写确切数`;
}
