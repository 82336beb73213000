import type { FieldOf } from "#core/field/definition.ts";
import type { Item, Rule } from "#core/template/schema.ts";

const KEPT = /^\s*(\S+?)\s*>=\s*上年\.(\S+?)\s*$/u;

/** The field that a rule forbids to fall below its prior figure: `教育支出 >= 上年.教育支出`. */
function guarded({ expect, from, to }: Rule, year: number): string | undefined {
  const [, now, prior] = KEPT.exec(expect) ?? [];
  const applies = (from ?? year) <= year && year <= (to ?? year);
  return applies && now !== undefined && now === prior ? now : undefined;
}

/** The fields of an item that must not fall (“只增不减”), by the item's own rules of that year. */
export function noDecreaseFields(item: Item, year: number): FieldOf<"number">[] {
  const keys = new Set(item.rules.map((rule) => guarded(rule, year)));
  return item.fields.filter(
    (field): field is FieldOf<"number"> => field.type === "number" && field.prior !== undefined && keys.has(field.key),
  );
}
