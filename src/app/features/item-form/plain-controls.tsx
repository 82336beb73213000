import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import type { ControlProps } from "#app/features/item-form/control.ts";
import { FieldFrame } from "#app/features/item-form/field-frame.tsx";
import classes from "#app/features/item-form/item-form.module.css";
import { fieldElementId } from "#app/ui/focus-field.ts";

/** Text, paragraph, date, choice, yes/no. */

export function TextControl({ field, form, fault, readOnly, year }: ControlProps<"text">) {
  const id = fieldElementId(field.key);
  return (
    <FieldFrame field={field} year={year} fault={fault} htmlFor={id}>
      <TextInput
        id={id}
        readOnly={readOnly}
        error={fault !== undefined}
        aria-describedby={`${id}-note`}
        {...form.register(field.key)}
      />
    </FieldFrame>
  );
}

export function ParagraphControl({ field, form, fault, readOnly, year }: ControlProps<"paragraph">) {
  const id = fieldElementId(field.key);
  return (
    <FieldFrame field={field} year={year} fault={fault} htmlFor={id}>
      <Textarea
        id={id}
        autosize
        minRows={3}
        readOnly={readOnly}
        error={fault !== undefined}
        aria-describedby={`${id}-note`}
        {...form.register(field.key)}
      />
    </FieldFrame>
  );
}

export function DateControl({ field, form, fault, readOnly, year }: ControlProps<"date">) {
  const id = fieldElementId(field.key);
  return (
    <FieldFrame field={field} year={year} fault={fault} htmlFor={id}>
      <TextInput
        id={id}
        type="date"
        maw={200}
        readOnly={readOnly}
        error={fault !== undefined}
        aria-describedby={`${id}-note`}
        {...form.register(field.key)}
      />
    </FieldFrame>
  );
}

export function ChoiceControl({ field, form, fault, readOnly, year }: ControlProps<"choice">) {
  const id = fieldElementId(field.key);
  return (
    <FieldFrame field={field} year={year} fault={fault} htmlFor={id}>
      <NativeSelect
        id={id}
        disabled={readOnly}
        aria-describedby={`${id}-note`}
        data={[
          { value: "", label: "请选择" },
          ...field.options.map((option) => ({ value: option.key, label: option.label })),
        ]}
        {...form.register(field.key)}
      />
    </FieldFrame>
  );
}

const YES_NO = [
  ["yes", "是"],
  ["no", "否"],
  ["", "未填"],
] as const;

export function YesNoControl({ field, form, fault, readOnly, year }: ControlProps<"yesno">) {
  const id = fieldElementId(field.key);
  return (
    <FieldFrame field={field} year={year} fault={fault}>
      <div role="radiogroup" aria-labelledby={`${id}-label`} className={classes.yesNo}>
        {YES_NO.map(([value, text]) => (
          <label key={value}>
            <input type="radio" value={value} disabled={readOnly} {...form.register(field.key)} />
            {text}
          </label>
        ))}
      </div>
    </FieldFrame>
  );
}
