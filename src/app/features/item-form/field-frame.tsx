import type { ReactNode } from "react";
import { useItemKey } from "#app/features/item-form/item-context.ts";
import classes from "#app/features/item-form/item-form.module.css";
import { fieldElementId } from "#app/ui/focus-field.ts";
import { PlaceMark } from "#app/ui/place-mark.tsx";
import { expandYear, type Field } from "#core/field/definition.ts";

export interface FieldFrameProps {
  field: Field;
  year: number;
  fault: string | undefined;
  /** the control that the label belongs to; absent where the control is a group of its own */
  htmlFor?: string;
  children: ReactNode;
}

/** Label, period, control, hint and fault of one field. */
export function FieldFrame({ field, year, fault, htmlFor, children }: FieldFrameProps) {
  const id = fieldElementId(field.key);
  const itemKey = useItemKey();
  const label = (
    <>
      {field.label}
      {field.period && <span className={classes.period}>{expandYear(field.period, year)}</span>}
      {!field.required && <span className={classes.optional}>选填</span>}
    </>
  );
  return (
    <div className={classes.field} id={htmlFor ? undefined : id} data-type={field.type}>
      <div className={classes.label}>
        {htmlFor ? <label htmlFor={htmlFor}>{label}</label> : <span id={`${id}-label`}>{label}</span>}
        <PlaceMark itemKey={itemKey} path={`values.${field.key}`} />
      </div>
      <div className={classes.control}>
        {children}
        <div id={`${id}-note`}>
          {fault !== undefined && (
            <p className={classes.fault} role="alert">
              {fault}（此处尚未保存）
            </p>
          )}
          {field.hint && <p className={classes.hint}>{field.hint}</p>}
        </div>
      </div>
    </div>
  );
}
