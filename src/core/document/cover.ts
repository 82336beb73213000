import { displayValue } from "#core/field/table.ts";
import { expandYear, type Field } from "#core/field/definition.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

export interface Cover {
  title: string;
  addressee: string;
  signatory: string;
  /** YYYY-MM-DD */
  date: string | undefined;
  displayDate: string;
  /** 联系人：… */
  notes: string[];
}

/** The title that the template gives a district's report of a year. */
export const reportTitle = (pattern: string, district: string, year: number): string =>
  expandYear(pattern, year).replaceAll("{district}", district);

/** Official elements from the cover's fields, by the use that the template gives each of them. */
export function coverOf(content: SubmissionContent): Cover {
  const { cover } = content.template;
  const value = (field: Field) => content.answers.get(cover.key)?.values[field.key];
  const withUse = (use: NonNullable<Field["use"]>): Field[] => cover.fields.filter((field) => field.use === use);
  const first = (use: NonNullable<Field["use"]>): string => {
    const field = withUse(use)[0];
    return field ? displayValue(field, value(field)) : "";
  };
  const dateField = withUse("date")[0];
  const date = dateField && value(dateField);
  return {
    title: first("title") || reportTitle(content.template.reportTitle, content.district, content.year),
    addressee: first("addressee"),
    signatory: first("signatory"),
    date: typeof date === "string" ? date : undefined,
    displayDate: first("date"),
    notes: withUse("note").flatMap((field) => {
      const text = displayValue(field, value(field));
      return text === "" ? [] : [`${field.label}：${text}`];
    }),
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const UNSAFE = /[\\/:*?"<>|\u0000-\u001f]/g;

/** A file name that Windows accepts, at most 80 characters. */
export const fileNameOf = (title: string): string => title.replace(UNSAFE, "").trim().slice(0, 80) || "自评报告";
