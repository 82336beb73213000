import type { ReactNode } from "react";
import type { ControlProps } from "#app/features/item-form/control.ts";
import { DocumentsControl, EntriesControl } from "#app/features/item-form/list-controls.tsx";
import { NumberControl } from "#app/features/item-form/number-control.tsx";
import {
  ChoiceControl,
  DateControl,
  ParagraphControl,
  TextControl,
  YesNoControl,
} from "#app/features/item-form/plain-controls.tsx";
import { StagesControl } from "#app/features/item-form/stages-control.tsx";
import type { Field } from "#core/field/definition.ts";
import { assertNever } from "#core/result.ts";

type Shared = Omit<ControlProps<Field["type"]>, "field">;

/** The control of a field by its type; a new type without one does not compile. */
export function controlFor(field: Field, shared: Shared): ReactNode {
  switch (field.type) {
    case "number":
      return <NumberControl field={field} {...shared} />;
    case "text":
      return <TextControl field={field} {...shared} />;
    case "paragraph":
      return <ParagraphControl field={field} {...shared} />;
    case "date":
      return <DateControl field={field} {...shared} />;
    case "choice":
      return <ChoiceControl field={field} {...shared} />;
    case "yesno":
      return <YesNoControl field={field} {...shared} />;
    case "documents":
      return <DocumentsControl field={field} {...shared} />;
    case "entries":
      return <EntriesControl field={field} {...shared} />;
    case "stages":
      return <StagesControl field={field} {...shared} />;
    default:
      return assertNever(field);
  }
}
