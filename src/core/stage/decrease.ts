import type { FieldOf } from "#core/field/definition.ts";
import type { StagesValue } from "#core/field/value.ts";
import { guardedMovements, type StageMovement } from "#core/stage/movement.ts";
import { stageTable } from "#core/stage/table.ts";

type Field = FieldOf<"stages">;

/** A fall, and the id under which it is explained. */
export interface StageDecrease {
  id: string;
  label: string;
  movement: StageMovement;
}

/** Every fall of the table. It has to be explained in writing, whichever way it is looked at. */
export function stageDecreases(itemKey: string, field: Field, stored: StagesValue): StageDecrease[] {
  return guardedMovements(stageTable(field, stored)).flatMap((movement) =>
    movement.verdict === "减"
      ? [
          {
            id: `stages:${itemKey}:${field.key}:${movement.row.key}:${movement.measure}:${movement.to}`,
            label: `${movement.row.label}${movement.to}年${field[movement.measure].label}`,
            movement,
          },
        ]
      : [],
  );
}
