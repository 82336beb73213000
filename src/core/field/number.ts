import type { FieldOf } from "#core/field/definition.ts";
import { checked, type FieldFault, type FieldType } from "#core/field/type.ts";
import type { NumberValue } from "#core/field/value.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { decimalPlaces, parseDecimal } from "#core/quantity/decimal-text.ts";
import { displayQuantity, QUALIFIERS } from "#core/quantity/qualifier.ts";
import { err, ok, type Result } from "#core/result.ts";

type Field = FieldOf<"number">;

/** One figure as typed; undefined where nothing is. */
export function parsePart(typed: string): Result<string | undefined, FieldFault> {
  if (typed.trim() === "") return ok(undefined);
  const parsed = parseDecimal(typed);
  if (parsed.ok) return ok(parsed.value);
  return err(
    parsed.error === "too-long"
      ? { code: "field.number-too-long", message: "数字位数过多，最多24位，请核对单位" }
      : { code: "field.not-a-number", message: "请填写数字，例如 25.46；单位已在右侧标出，不必重复" },
  );
}

function checkPart(value: string, field: Field): FieldFault | undefined {
  if (decimalPlaces(value) > field.precision)
    return { code: "field.too-precise", message: `最多保留${field.precision}位小数，请按口径取舍` };
  if (field.min !== undefined && compareDecimals(value, field.min) < 0)
    return { code: "field.below-minimum", message: `不应小于${field.min}${field.unit}，请核对` };
  if (field.max !== undefined && compareDecimals(value, field.max) > 0)
    return { code: "field.above-maximum", message: `不应大于${field.max}${field.unit}，请核对` };
  return undefined;
}

export const numberType: FieldType<"number"> = {
  empty: () => ({ now: "", prior: "", qualifier: "" }),
  toForm: (stored) => ({ now: stored.now ?? "", prior: stored.prior ?? "", qualifier: stored.qualifier ?? "" }),
  fromForm: (form, field) => {
    const now = parsePart(form.now);
    if (!now.ok) return now;
    const prior = parsePart(form.prior);
    if (!prior.ok) return prior;
    const stored: NumberValue = {};
    if (now.value !== undefined) stored.now = now.value;
    if (prior.value !== undefined) stored.prior = prior.value;
    const hedge = QUALIFIERS.find((known) => known === form.qualifier);
    if (!hedge && form.qualifier !== "")
      return err({ code: "field.unknown-qualifier", message: `“${form.qualifier}”不是可选的约数用语，请重新选择` });
    if (hedge && stored.now !== undefined) stored.qualifier = hedge;
    if (stored.now === undefined && stored.prior === undefined) return ok(undefined);
    return checked(numberType, stored, field);
  },
  check: (stored, field) => {
    if (stored.now === undefined && (stored.prior === undefined || stored.qualifier !== undefined))
      return { code: "field.without-number", message: "没有填写数字，请补填数字或清空本项" };
    if (stored.prior !== undefined && field.prior === undefined)
      return { code: "field.no-prior", message: "本项不填上期数，请删去上期数" };
    for (const value of [stored.now, stored.prior]) {
      const fault = value === undefined ? undefined : checkPart(value, field);
      if (fault) return fault;
    }
    return undefined;
  },
  answered: (stored) => stored.now !== undefined,
  display: (stored, field) =>
    stored.now === undefined ? "" : displayQuantity(stored.now, field.unit, stored.qualifier),
  cell: (stored) => (stored.now === undefined ? "" : Number(stored.now)),
  carry: "prior",
};
