import { type Annex, column, tableAnnex } from "#core/document/annex-table.ts";
import { printedOnCover } from "#core/document/cover.ts";
import { cellValue, displayValue, isAnswered } from "#core/field/table.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline } from "#core/template/outline.ts";

const COLUMNS = [column("填报事项", 30), column("项目", 24), column("内容", 60)];

/** Answers that are neither number nor stage table, and that the body does not print: documents, texts, choices, dates, entries. */
export function otherAnswersAnnex(content: SubmissionContent): Annex {
  const inBody = printedOnCover(content.template.cover);
  const rows = outline(content.template).flatMap(({ item, place }) =>
    item.fields.flatMap((field) => {
      const value = content.answers.get(item.key)?.values[field.key];
      const printed = inBody.includes(field) || (field.type === "entries" && place.kind === "part");
      if (printed || field.type === "number" || field.type === "stages" || !isAnswered(field, value)) return [];
      const text = field.type === "entries" ? String(cellValue(field, value)) : displayValue(field, value);
      return [[item.heading, field.label, text]];
    }),
  );
  return tableAnnex("引用文件和其他填报内容", COLUMNS, rows);
}
