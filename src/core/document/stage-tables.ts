import type { FieldOf } from "#core/field/definition.ts";
import { type StagesValue, storedValues } from "#core/field/value.ts";
import { type StageTable, stageTable } from "#core/stage/table.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline, placedTitle } from "#core/template/outline.ts";

export interface StagesOfItem {
  itemKey: string;
  /** the item, and the group or name of the table */
  caption: string;
  field: FieldOf<"stages">;
  stored: StagesValue;
  /** the years that have figures */
  table: StageTable;
}

/** The stage tables that have figures, in report order. */
export function stageTables(content: SubmissionContent): StagesOfItem[] {
  return outline(content.template).flatMap((placed) =>
    placed.item.fields.flatMap((field): StagesOfItem[] => {
      if (field.type !== "stages") return [];
      const parsed = storedValues.stages.safeParse(content.answers.get(placed.item.key)?.values[field.key]);
      if (!parsed.success) return [];
      const caption = `${placedTitle(placed)}（${field.group ?? field.label}）`;
      return [{ itemKey: placed.item.key, caption, field, stored: parsed.data, table: stageTable(field, parsed.data) }];
    }),
  );
}
