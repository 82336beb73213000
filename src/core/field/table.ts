import type { Field, FieldOf, FieldTypeName } from "#core/field/definition.ts";
import { documentsType, entriesType } from "#core/field/list.ts";
import { numberType } from "#core/field/number.ts";
import { choiceType, dateType, paragraphType, textType, yesNoType } from "#core/field/plain.ts";
import { stagesType } from "#core/field/stages.ts";
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
  stages: stagesType,
};

/** The table keyed by a field: TypeScript cannot follow that type and field agree, so it is said here, once. */
function typeOf<T extends FieldTypeName>(field: FieldOf<T>): FieldType<T> {
  return fieldTypes[field.type as T];
}

/** Accepts a stored value only in its field's own shape and range. */
export function parseStored(field: Field, value: unknown): Result<StoredValue, FieldFault> {
  const parsed = storedValues[field.type].safeParse(value);
  if (!parsed.success) return err({ code: "field.wrong-shape", message: "填报内容的格式与字段类型不符，请重新填写" });
  const fault = typeOf(field as FieldOf<FieldTypeName>).check(parsed.data as never, field as never);
  return fault ? err(fault) : ok(parsed.data as StoredValue);
}

/**
 * The value where it has its field's shape. Another version of the checklist may have given the key another type:
 * such a value counts as no answer, and `checkAnswer` names it.
 */
function shaped(field: Field, value: StoredValue | undefined): StoredValue | undefined {
  if (value === undefined) return undefined;
  const parsed = storedValues[field.type].safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

export function isAnswered(field: Field, value: StoredValue | undefined): boolean {
  const stored = shaped(field, value);
  return stored !== undefined && typeOf(field).answered(stored as never);
}

export function displayValue(field: Field, value: StoredValue | undefined): string {
  const stored = shaped(field, value);
  return stored === undefined ? "" : typeOf(field).display(stored as never, field as never);
}

export function cellValue(field: Field, value: StoredValue | undefined): string | number {
  const stored = shaped(field, value);
  return stored === undefined ? "" : typeOf(field).cell(stored as never, field as never);
}

export const emptyForm = (field: Field): FormOf<FieldTypeName> => typeOf(field).empty();

export function formValue(field: Field, value: StoredValue | undefined): FormOf<FieldTypeName> {
  const stored = shaped(field, value);
  return stored === undefined ? emptyForm(field) : typeOf(field).toForm(stored as never);
}

export const storedFromForm = (
  field: Field,
  form: FormOf<FieldTypeName>,
): Result<StoredValue | undefined, FieldFault> => typeOf(field).fromForm(form as never, field as never);

/** A number value with its field, or undefined when the field is of another type or unanswered. */
export function numberOf(field: Field, value: StoredValue | undefined): StoredOf<"number"> | undefined {
  if (field.type !== "number" || value === undefined) return undefined;
  const parsed = storedValues.number.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
