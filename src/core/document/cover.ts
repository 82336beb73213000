import { SHELLS, type Shell } from "#core/document/model.ts";
import { expandYear, type Field, type Use } from "#core/field/definition.ts";
import { displayValue } from "#core/field/table.ts";
import type { StoredValue } from "#core/field/value.ts";
import { safeName } from "#core/safe-name.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import type { Item } from "#core/template/schema.ts";

/** The cover's answers by the use that the template gives each field. */
export interface Cover {
  title: string;
  shell: Shell;
  /** as displayed; "" where nothing is answered */
  text: (use: Use) => string;
  /** a yes/no field that is answered with yes */
  is: (use: Use) => boolean;
  /** YYYY-MM-DD of a date field */
  day: (use: Use) => string | undefined;
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

export function coverOf(content: SubmissionContent): Cover {
  const { cover } = content.template;
  const value = (field: Field): StoredValue | undefined => content.answers.get(cover.key)?.values[field.key];
  const printed = printedOnCover(cover);
  const withUse = (use: Use): Field | undefined => printed.find((each) => each.use === use);
  const text = (use: Use): string => {
    const field = withUse(use);
    return field ? displayValue(field, value(field)) : "";
  };
  const answer = (use: Use, type: Field["type"]): StoredValue | undefined => {
    const field = withUse(use);
    return field?.type === type ? value(field) : undefined;
  };
  const day = (use: Use): string | undefined => {
    const stored = answer(use, "date");
    return typeof stored === "string" ? stored : undefined;
  };
  return {
    title: text("title") || reportTitle(content.template.reportTitle, content.district, content.year),
    shell: SHELLS.find((known) => known === answer("shell", "choice")) ?? "report",
    text,
    is: (use) => answer(use, "yesno") === true,
    day,
    notes: printed.flatMap((field) => {
      if (field.use !== "note") return [];
      const shown = displayValue(field, value(field));
      return shown === "" ? [] : [`${field.label}：${shown}`];
    }),
  };
}

const LONGEST_NAME = { characters: 80, bytes: 240 };

/** A file name that Windows accepts; signs that it refuses are left out of a title. */
export const fileNameOf = (title: string): string =>
  safeName(title.replace(/[\\/:*?"<>|]/g, ""), LONGEST_NAME) || "自评报告";

/** "重庆市渝北区" -> "渝北区": what a district is called in its own city. */
const shortName = (district: string): string => district.replace(/^(?:.{2,}?(?:省|自治区|自治州|市|盟)(?=.{2,}))+/, "");

/** Offices name the file by the district, not by the government that signs: 渝北区2022年履行教育职责自评报告. */
export function reportFileName(content: SubmissionContent): string {
  const { title } = coverOf(content);
  const { district } = content;
  const rest = title.startsWith(district) ? title.slice(district.length).replace(/^人民政府/, "") : undefined;
  return fileNameOf(rest === undefined ? title : shortName(district) + rest);
}
