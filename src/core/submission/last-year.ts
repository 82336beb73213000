import { z } from "zod";
import type { Answer } from "#core/answer/answer.ts";
import { numberOf } from "#core/field/table.ts";
import { record } from "#core/record.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

/** What the submission of the year before stated as its own figures, by field key. */
export const lastYearFigures = record(z.string(), z.object({ value: z.string(), unit: z.string() }));
export type LastYearFigures = Readonly<z.infer<typeof lastYearFigures>>;

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
