import { SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import { Controller } from "react-hook-form";
import type { ControlProps } from "#app/features/item-form/control.ts";
import { FieldFrame } from "#app/features/item-form/field-frame.tsx";
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
      <Controller
        control={form.control}
        name={field.key}
        render={({ field: control }) => (
          <Select
            id={id}
            data={field.options.map((option) => ({ value: option.key, label: option.label }))}
            placeholder="请选择"
            clearable
            disabled={readOnly}
            value={typeof control.value === "string" && control.value !== "" ? control.value : null}
            onChange={(key) => control.onChange(key ?? "")}
          />
        )}
      />
    </FieldFrame>
  );
}

export function YesNoControl({ field, form, fault, readOnly, year }: ControlProps<"yesno">) {
  const id = fieldElementId(field.key);
  return (
    <FieldFrame field={field} year={year} fault={fault}>
      <Controller
        control={form.control}
        name={field.key}
        render={({ field: control }) => (
          <SegmentedControl
            aria-labelledby={`${id}-label`}
            disabled={readOnly}
            data={[
              { value: "", label: "未填" },
              { value: "yes", label: "是" },
              { value: "no", label: "否" },
            ]}
            value={typeof control.value === "string" ? control.value : ""}
            onChange={control.onChange}
          />
        )}
      />
    </FieldFrame>
  );
}
