import { useEffect, useState } from "react";
import { type UseFormReturn, useForm } from "react-hook-form";
import { useExternalChanges, useWorkspace } from "#app/data/workspace-context.tsx";
import type { Answer } from "#core/answer/answer.ts";
import { canonical } from "#core/answer/canonical.ts";
import type { Field } from "#core/field/definition.ts";
import { formValue, storedFromForm } from "#core/field/table.ts";
import type { FormValues } from "#core/field/type.ts";
import type { Item } from "#core/template/schema.ts";

/** One entry per field, keyed by field key. */
export type ItemFormValues = Record<string, FormValues[keyof FormValues]>;

export interface ItemFormState {
  form: UseFormReturn<ItemFormValues>;
  /** what cannot be saved as it stands, by field key */
  faults: Readonly<Record<string, string>>;
}

const valuesOf = (item: Item, answer: Answer): ItemFormValues =>
  Object.fromEntries(item.fields.map((field) => [field.key, formValue(field, answer.values[field.key])]));

/**
 * One form per item. Every change goes to the workspace at once, field by field; what does not parse stays in the
 * form with its fault while everything else is saved. Changes from elsewhere are taken over where they differ.
 */
export function useItemForm(item: Item): ItemFormState {
  const workspace = useWorkspace();
  const externalChanges = useExternalChanges(item.key);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const form = useForm<ItemFormValues>({ defaultValues: valuesOf(item, workspace.answer(item.key)) });

  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ name, values }) => {
          const field = item.fields.find((each) => each.key === name?.split(".")[0]);
          const typed = field && values[field.key];
          if (!field || typed === undefined) return;
          const fault = takeOver(workspace.answer(item.key), field, typed, (answer) =>
            workspace.edit(item.key, answer),
          );
          setFaults((known) => withFault(known, field.key, fault));
        },
      }),
    [form, item, workspace],
  );

  useEffect(() => {
    if (externalChanges === 0) return;
    const { values } = workspace.answer(item.key);
    for (const field of item.fields) {
      const shown = form.getValues(field.key);
      const parsed = storedFromForm(field, shown);
      if (!parsed.ok || canonical(parsed.value) === canonical(values[field.key])) continue;
      form.setValue(field.key, formValue(field, values[field.key]));
    }
  }, [externalChanges, form, item, workspace]);

  return { form, faults };
}

/** Puts one field's form value into the answer; gives the fault back where it cannot be stored. */
function takeOver(
  answer: Answer,
  field: Field,
  typed: ItemFormValues[string],
  edit: (answer: Answer) => void,
): string | undefined {
  const parsed = storedFromForm(field, typed);
  if (!parsed.ok) return parsed.error.message;
  if (canonical(parsed.value) === canonical(answer.values[field.key])) return undefined;
  const { [field.key]: _, ...others } = answer.values;
  edit({ ...answer, values: parsed.value === undefined ? others : { ...others, [field.key]: parsed.value } });
  return undefined;
}

function withFault(known: Record<string, string>, key: string, fault: string | undefined): Record<string, string> {
  if (known[key] === fault) return known;
  const { [key]: _, ...others } = known;
  return fault === undefined ? others : { ...others, [key]: fault };
}
