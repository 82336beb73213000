import type { FieldOf } from "#core/field/definition.ts";
import { checked, type FieldType, tooLong } from "#core/field/type.ts";
import { err, ok } from "#core/result.ts";

/** Text, paragraph, date, choice and yes/no: one scalar each. */

export const textType: FieldType<"text"> = {
  empty: () => "",
  toForm: (stored) => stored,
  fromForm: (form, field) => (form.trim() === "" ? ok(undefined) : checked(textType, form.trim(), field)),
  check: (stored, field) => tooLong(stored, field.maxLength),
  answered: (stored) => stored.trim() !== "",
  display: (stored) => stored,
  cell: (stored) => stored,
  carry: "copy",
};

export const paragraphType: FieldType<"paragraph"> = {
  empty: () => "",
  toForm: (stored) => stored,
  fromForm: (form, field) => (form.trim() === "" ? ok(undefined) : checked(paragraphType, form, field)),
  check: (stored, field) => tooLong(stored, field.maxLength),
  answered: (stored) => stored.trim() !== "",
  display: (stored) => stored,
  cell: (stored) => stored,
  carry: "reference",
};

/** "2022-11-08" → "2022年11月8日": Arabic digits without leading zeros (GB/T 9704). */
export function officialDate(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return `${year}年${Number(month)}月${Number(date)}日`;
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

function isCalendarDay(text: string): boolean {
  const match = DAY.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

export const dateType: FieldType<"date"> = {
  empty: () => "",
  toForm: (stored) => stored,
  fromForm: (form, field) => (form.trim() === "" ? ok(undefined) : checked(dateType, form.trim(), field)),
  check: (stored) =>
    isCalendarDay(stored) ? undefined : { code: "field.not-a-date", message: "请按 2022-11-08 的样子填写存在的日期" },
  answered: () => true,
  display: (stored) => officialDate(stored),
  cell: (stored) => stored,
  carry: "never",
};

const optionLabel = (key: string, field: FieldOf<"choice">): string | undefined =>
  field.options.find((option) => option.key === key)?.label;

export const choiceType: FieldType<"choice"> = {
  empty: () => "",
  toForm: (stored) => stored,
  fromForm: (form, field) => (form === "" ? ok(undefined) : checked(choiceType, form, field)),
  check: (stored, field) =>
    optionLabel(stored, field) === undefined
      ? { code: "field.unknown-option", message: "所选项不在清单中，请重新选择" }
      : undefined,
  answered: () => true,
  display: (stored, field) => optionLabel(stored, field) ?? stored,
  cell: (stored, field) => optionLabel(stored, field) ?? stored,
  carry: "copy",
};

export const yesNoType: FieldType<"yesno"> = {
  empty: () => "",
  toForm: (stored) => (stored ? "yes" : "no"),
  fromForm: (form) => {
    if (form === "") return ok(undefined);
    if (form === "yes" || form === "no") return ok(form === "yes");
    return err({ code: "field.unknown-option", message: "请选择“是”或“否”" });
  },
  check: () => undefined,
  answered: () => true,
  display: (stored) => (stored ? "是" : "否"),
  cell: (stored) => (stored ? "是" : "否"),
  carry: "reference",
};
