import { same } from "#core/answer/canonical.ts";
import type { Field, FieldOf } from "#core/field/definition.ts";
import { parseStored } from "#core/field/table.ts";
import { type NumberValue, type StoredValue, storedValues } from "#core/field/value.ts";
import { convertUnit } from "#core/quantity/unit.ts";
import { err, ok, type Result } from "#core/result.ts";

export interface Fitted {
  value: StoredValue;
  /** a prior figure that the new field has no place for */
  prior?: string;
  /** what to look at */
  note?: string;
}

/** A stored value under another definition of its field: the same, converted, or why it does not fit. */
export function fitValue(was: Field, value: StoredValue, now: Field): Result<Fitted, string> {
  // what nobody redefined stays, whatever is said about it
  if (same(was, now)) return ok({ value });
  if (was.type !== now.type) return err("数据项的类型已改，请重新填写");
  const fitted = was.type === "number" && now.type === "number" ? fitNumber(was, value, now) : ok<Fitted>({ value });
  if (!fitted.ok) return fitted;
  const parsed = parseStored(now, fitted.value.value);
  return parsed.ok ? fitted : err(`不符合新的填报要求：${parsed.error.message}`);
}

function fitNumber(was: FieldOf<"number">, value: StoredValue, now: FieldOf<"number">): Result<Fitted, string> {
  const parsed = storedValues.number.safeParse(value);
  if (!parsed.success) return err("已填内容的格式与数据项不符");
  const figures: NumberValue = { ...parsed.data };
  let prior: string | undefined;
  if (now.prior === undefined && figures.prior !== undefined) {
    if (figures.now === undefined) return err("新版本不再填上期数");
    prior = figures.prior;
    delete figures.prior;
  }
  if (was.unit === now.unit) return ok({ value: figures, ...(prior === undefined ? {} : { prior }) });
  for (const name of ["now", "prior"] as const) {
    const figure = figures[name];
    if (figure === undefined) continue;
    const converted = convertUnit(figure, was.unit, now.unit);
    if (converted === undefined) return err(`单位由${was.unit || "无"}改为${now.unit || "无"}，请重新填写`);
    figures[name] = converted;
  }
  const note = `已由${was.unit}换算为${now.unit}，请核对`;
  return ok({ value: figures, note, ...(prior === undefined ? {} : { prior }) });
}
