import type { Field, FieldOf, FieldTypeName } from "#core/field/definition.ts";
import { documentsType, entriesType } from "#core/field/list.ts";
import { numberType } from "#core/field/number.ts";
import { choiceType, dateType, paragraphType, textType, yesNoType } from "#core/field/plain.ts";
import type { FieldFault, FieldType, FormOf } from "#core/field/type.ts";
import { type StoredOf, type StoredValue, storedValues } from "#core/field/value.ts";
import { err, ok, type Result } from "#core/result.ts";

/** Every field type with all its conversions: one that lacks any does not compile. */
export const fieldTypes: { [T in FieldTypeName]: FieldType<T> } = {
  number: numberType,
  text: textType,
  paragraph: paragraphType,
  date: dateType,
  choice: choiceType,
  yesno: yesNoType,
  documents: documentsType,
  entries: entriesType,
};

/** The table keyed by a field: TypeScript cannot follow that type and field agree, so it is said here, once. */
function typeOf<T extends FieldTypeName>(field: FieldOf<T>): FieldType<T> {
  return fieldTypes[field.type as T];
}

export type FieldValue = { field: Field; value: StoredValue };

/** Accepts a stored value only in its field's own shape and range. */
export function parseStored(field: Field, value: unknown): Result<StoredValue, FieldFault> {
  const parsed = storedValues[field.type].safeParse(value);
  if (!parsed.success) return err({ code: "field.wrong-shape", message: "填报内容的格式与字段类型不符，请重新填写" });
  const fault = typeOf(field as FieldOf<FieldTypeName>).check(parsed.data as never, field as never);
  return fault ? err(fault) : ok(parsed.data as StoredValue);
}

export const isAnswered = (field: Field, value: StoredValue | undefined): boolean =>
  value !== undefined && typeOf(field).answered(value as never);

export const displayValue = (field: Field, value: StoredValue | undefined): string =>
  value === undefined ? "" : typeOf(field).display(value as never, field as never);

export const cellValue = (field: Field, value: StoredValue | undefined): string | number =>
  value === undefined ? "" : typeOf(field).cell(value as never, field as never);

export const emptyForm = (field: Field): FormOf<FieldTypeName> => typeOf(field).empty();

export const formValue = (field: Field, value: StoredValue | undefined): FormOf<FieldTypeName> =>
  value === undefined ? emptyForm(field) : typeOf(field).toForm(value as never);

export const storedFromForm = (
  field: Field,
  form: FormOf<FieldTypeName>,
): Result<StoredValue | undefined, FieldFault> => typeOf(field).fromForm(form as never, field as never);

export const carryOf = (field: Field): FieldType<FieldTypeName>["carry"] => field.carry ?? fieldTypes[field.type].carry;

/** A number value with its field, or undefined when the field is of another type or unanswered. */
export function numberOf(field: Field, value: StoredValue | undefined): StoredOf<"number"> | undefined {
  if (field.type !== "number" || value === undefined) return undefined;
  const parsed = storedValues.number.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
