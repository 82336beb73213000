import { type CarryPolicy, expandYear, type Field, type FieldOf } from "#core/field/definition.ts";
import { fieldTypes, numberOf, parseStored } from "#core/field/table.ts";
import type { StoredValue } from "#core/field/value.ts";
import { convertUnit } from "#core/quantity/unit.ts";

export interface Years {
  from: number;
  to: number;
}

/** What becomes of a value: something to write, or why it can only be looked at. */
export type CarriedValue =
  | { use: "carried"; place: "value" | "prior"; value: StoredValue }
  | { use: "reference"; note: string }
  | { use: "never" };

const policyOf = (field: Field): CarryPolicy => field.carry ?? fieldTypes[field.type].carry;

const reference = (note: string): CarriedValue => ({ use: "reference", note });

/** The new checklist decides what is taken over; what the old one never gave away stays there. */
export function carryValue(source: Field, value: StoredValue, target: Field, years: Years): CarriedValue {
  const policy = policyOf(target);
  if (policy === "never" || policyOf(source) === "never") return { use: "never" };
  if (policy === "reference") return reference("按清单规定只供参考");
  if (source.type === "number" && target.type === "number")
    return policy === "prior" ? carryPrior(source, value, target, years) : carryNumber(source, value, target);
  const parsed = policy === "prior" ? undefined : parseStored(target, value);
  if (!parsed) return reference("按清单规定只供参考");
  return parsed.ok
    ? { use: "carried", place: "value", value: parsed.value }
    : reference(`不合本年度清单的要求：${parsed.error.message}`);
}

/** Last year's figure is this year's prior figure only where the two periods are the same one. */
function carryPrior(
  source: FieldOf<"number">,
  value: StoredValue,
  target: FieldOf<"number">,
  years: Years,
): CarriedValue {
  const number = numberOf(source, value);
  if (number?.now === undefined) return reference("当年没有填写本期数");
  if (target.prior === undefined) return reference("本年度清单不填上期数");
  if (!samePeriod(source, target.prior, years))
    return reference(
      `时期不同：原数为${periodText(source.period, years.from)}，本年度上期数为${expandYear(target.prior, years.to)}`,
    );
  if (number.qualifier !== undefined) return reference("原数为约数，不能作上期数，请查实后填写");
  const prior = convertUnit(number.now, source.unit, target.unit);
  if (prior === undefined) return reference(`单位不同：原为${source.unit}，现为${target.unit}`);
  const parsed = parseStored(target, { prior });
  return parsed.ok
    ? { use: "carried", place: "prior", value: prior }
    : reference(`不合本年度清单的要求：${parsed.error.message}`);
}

function carryNumber(source: FieldOf<"number">, value: StoredValue, target: FieldOf<"number">): CarriedValue {
  const number = numberOf(source, value);
  if (number?.now === undefined) return reference("当年没有填写本期数");
  const now = convertUnit(number.now, source.unit, target.unit);
  if (now === undefined) return reference(`单位不同：原为${source.unit}，现为${target.unit}`);
  const parsed = parseStored(target, {
    now,
    ...(number.qualifier === undefined ? {} : { qualifier: number.qualifier }),
  });
  return parsed.ok
    ? { use: "carried", place: "value", value: parsed.value }
    : reference(`不合本年度清单的要求：${parsed.error.message}`);
}

const periodText = (period: string | undefined, year: number): string =>
  period === undefined ? `${year}年度` : expandYear(period, year);

const plain = (period: string): string => period.normalize("NFKC").replace(/[\s度]/g, "");

/** Periods that name years are compared by what they name; 上年 is the year before, whatever it is called. */
function samePeriod(source: FieldOf<"number">, prior: string, years: Years): boolean {
  const [was, wanted] = [expandYear(source.period ?? "", years.from), expandYear(prior, years.to)];
  if (/\d{4}/.test(wanted) && /\d{4}/.test(was)) return plain(was) === plain(wanted);
  return years.to === years.from + 1;
}
