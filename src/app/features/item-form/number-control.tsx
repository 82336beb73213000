import { useWatch } from "react-hook-form";
import type { ControlProps } from "#app/features/item-form/control.ts";
import { FieldFrame } from "#app/features/item-form/field-frame.tsx";
import classes from "#app/features/item-form/item-form.module.css";
import { TargetNotes } from "#app/features/item-form/target-notes.tsx";
import { fieldElementId } from "#app/ui/focus-field.ts";
import { expandYear } from "#core/field/definition.ts";
import { numberType } from "#core/field/number.ts";
import type { FormValues } from "#core/field/type.ts";
import { aspectText, movement } from "#core/narrative/resolve.ts";
import { groupDigits } from "#core/quantity/decimal-text.ts";
import { QUALIFIERS } from "#core/quantity/qualifier.ts";

/** A figure with its hedge and unit; last period's beside it in grey, change and growth computed. */
export function NumberControl({ field, form, fault, readOnly, year }: ControlProps<"number">) {
  const id = fieldElementId(field.key);
  const priorName = field.prior === undefined ? undefined : expandYear(field.prior, year);
  return (
    <FieldFrame field={field} year={year} fault={fault} htmlFor={id}>
      <div className={classes.figure}>
        <select
          className={classes.hedge}
          aria-label={`${field.label}：约数词`}
          title="约数词：确切数不选"
          disabled={readOnly}
          {...form.register(`${field.key}.qualifier` as "key")}
        >
          <option value="">确数</option>
          {QUALIFIERS.map((word) => (
            <option key={word} value={word}>
              {word}
            </option>
          ))}
        </select>
        <input
          id={id}
          className={classes.number}
          inputMode="decimal"
          autoComplete="off"
          readOnly={readOnly}
          aria-invalid={fault !== undefined}
          aria-describedby={`${id}-note`}
          {...form.register(`${field.key}.now` as "key")}
        />
        <span className={classes.unit}>{field.unit}</span>
        {priorName !== undefined && (
          <label className={classes.prior}>
            <span>{priorName}</span>
            <input
              className={classes.number}
              inputMode="decimal"
              autoComplete="off"
              readOnly={readOnly}
              aria-label={`${field.label}：${priorName}`}
              {...form.register(`${field.key}.prior` as "key")}
            />
            <span className={classes.unit}>{field.unit}</span>
          </label>
        )}
        {priorName !== undefined && <Change field={field} form={form} />}
      </div>
      {field.indicator !== undefined && <TargetNotes field={field} form={form} year={year} />}
    </FieldFrame>
  );
}

const SIGN = { up: "增加", down: "减少", level: "持平" } as const;

function Change({ field, form }: Pick<ControlProps<"number">, "field" | "form">) {
  const typed = useWatch({ control: form.control, name: field.key }) as FormValues["number"];
  const stored = numberType.fromForm(typed, field);
  const value = stored.ok ? stored.value : undefined;
  const moved = movement(field, value);
  if (!moved || !value) return <output className={classes.change} />;
  const change = aspectText(field, value, "增量");
  const growth = field.unit === "%" || field.unit === "百分点" ? undefined : aspectText(field, value, "增幅");
  return (
    <output className={classes.change} data-moved={moved}>
      {SIGN[moved]}
      {moved !== "level" && change && ` ${groupDigits(change)}`}
      {moved !== "level" && growth && `，${moved === "up" ? "+" : "−"}${growth}`}
    </output>
  );
}
