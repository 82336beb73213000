import type { UseFormReturn } from "react-hook-form";
import type { ItemFormValues } from "#app/features/item-form/use-item-form.ts";
import type { FieldOf, FieldTypeName } from "#core/field/definition.ts";

/** What every field's control is given. */
export interface ControlProps<T extends FieldTypeName> {
  field: FieldOf<T>;
  form: UseFormReturn<ItemFormValues>;
  fault: string | undefined;
  readOnly: boolean;
  year: number;
}
