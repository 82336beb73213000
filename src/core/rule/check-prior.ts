import { numberOf } from "#core/field/table.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { convertUnit } from "#core/quantity/unit.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { CheckScope } from "#core/rule/scope.ts";
import type { Item } from "#core/template/schema.ts";

/** The prior value in this year's form against the figure that was submitted last year. */
export function checkPrior(item: Item, { content, lookup }: CheckScope): Finding[] {
  return item.fields.flatMap((field): Finding[] => {
    const submitted = content.lastYear?.[field.key];
    if (field.type !== "number" || submitted === undefined) return [];
    const prior = numberOf(field, lookup.value(field.key))?.prior;
    const last = convertUnit(submitted.value, submitted.unit, field.unit);
    if (prior === undefined || last === undefined || compareDecimals(prior, last) === 0) return [];
    return [
      {
        id: `prior:${item.key}:${field.key}`,
        code: "prior.differs",
        severity: "warning",
        itemKey: item.key,
        fieldKey: field.key,
        message: `“${field.label}”的上年数填${prior}${field.unit}，上年报送的是${last}${field.unit}；请核对，确有调整的须说明`,
      },
    ];
  });
}
