import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useFields } from "#app/features/builder/use-fields.ts";
import type { Field } from "#core/field/definition.ts";

export interface FieldSelectProps {
  label: string;
  /** a field's key; "" = none is chosen yet */
  value: string;
  /** the item's own fields: they stand first */
  own: readonly Field[];
  of: (field: Field) => boolean;
  onChange: (key: string) => void;
}

/** One field of the checklist. Those of other items come when somebody looks for them: they may be thousands. */
export function FieldSelect({ label, value, own, of, onChange }: FieldSelectProps) {
  const fields = useFields();
  const [asked, setAsked] = useState(false);
  const mine = new Set(own.map(({ key }) => key));
  const chosen = fields.get(value);
  const others = asked ? [...fields.values()] : chosen ? [chosen] : [];
  return (
    <NativeSelect
      label={label}
      value={value}
      onFocus={() => setAsked(true)}
      onBlur={() => setAsked(false)}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: "", label: "请选择" },
        ...own.filter(of).map((field) => ({ value: field.key, label: field.label })),
        ...others
          .filter((field) => !mine.has(field.key) && of(field))
          .map((field) => ({ value: field.key, label: `${field.label}（其他条目）` })),
      ]}
    />
  );
}
