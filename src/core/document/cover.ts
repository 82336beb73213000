import { expandYear, type Field } from "#core/field/definition.ts";
import { displayValue } from "#core/field/table.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import type { Item } from "#core/template/schema.ts";

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

/** The fields that the report's own elements print: every note, and the first of each other use. */
export const printedOnCover = (cover: Item): Field[] =>
  cover.fields.filter(
    (field, index) =>
      field.use !== undefined &&
      field.type !== "entries" &&
      (field.use === "note" || cover.fields.findIndex((other) => other.use === field.use) === index),
  );

/** Official elements from the cover's fields, by the use that the template gives each of them. */
export function coverOf(content: SubmissionContent): Cover {
  const { cover } = content.template;
  const value = (field: Field) => content.answers.get(cover.key)?.values[field.key];
  const printed = printedOnCover(cover);
  const first = (use: NonNullable<Field["use"]>): string => {
    const field = printed.find((each) => each.use === use);
    return field ? displayValue(field, value(field)) : "";
  };
  const dateField = printed.find((field) => field.use === "date");
  const date = dateField?.type === "date" ? value(dateField) : undefined;
  return {
    title: first("title") || reportTitle(content.template.reportTitle, content.district, content.year),
    addressee: first("addressee"),
    signatory: first("signatory"),
    date: typeof date === "string" ? date : undefined,
    displayDate: first("date"),
    notes: printed.flatMap((field) => {
      if (field.use !== "note") return [];
      const text = displayValue(field, value(field));
      return text === "" ? [] : [`${field.label}：${text}`];
    }),
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const UNSAFE = /[\\/:*?"<>|\u0000-\u001f]/g;

/** Names that Windows keeps for devices, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** A file name that Windows accepts, at most 80 characters. */
export const fileNameOf = (title: string): string =>
  [...title.replace(UNSAFE, "").trim()]
    .slice(0, 80)
    .join("")
    .replace(/[.\s]+$/, "")
    .replace(DEVICE, "_$1") || "自评报告";
