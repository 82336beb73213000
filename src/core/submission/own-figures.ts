import type { Answer } from "#core/answer/answer.ts";
import { numberOf } from "#core/field/table.ts";
import type { LastYearFigures } from "#core/submission/last-year.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

/** What a submission hands on to the next year. */
export const ownFigures = (template: Template, answers: ReadonlyMap<string, Answer>): LastYearFigures =>
  Object.fromEntries(
    outline(template).flatMap(({ item }) =>
      item.fields.flatMap((field) => {
        if (field.type !== "number") return [];
        const value = numberOf(field, answers.get(item.key)?.values[field.key])?.now;
        return value === undefined ? [] : [[field.key, { value, unit: field.unit }]];
      }),
    ),
  );
