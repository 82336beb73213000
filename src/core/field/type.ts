import type { CarryPolicy, FieldOf, FieldTypeName } from "#core/field/definition.ts";
import type { DocumentRef, Entry, StoredOf } from "#core/field/value.ts";
import type { Result } from "#core/result.ts";

export const MEASURES = ["spending", "pupils", "perPupil"] as const;
export type Measure = (typeof MEASURES)[number];

/** The stage table as typed; a cell that nobody touched need not be there. */
export interface StagesForm {
  rows: Record<string, Record<string, Partial<Record<Measure, string>>>>;
  basis: string;
  source: string;
  notes: Record<string, string>;
}

/** What a form control holds per field type: always complete, always editable. */
export interface FormValues {
  number: { now: string; prior: string; qualifier: string };
  text: string;
  paragraph: string;
  date: string;
  choice: string;
  yesno: "" | "yes" | "no";
  documents: DocumentRef[];
  entries: Entry[];
  stages: StagesForm;
}
export type FormOf<T extends FieldTypeName> = FormValues[T];

/** Stable code and a Chinese message that names the remedy. */
export interface FieldFault {
  code: `field.${string}` | `answer.${string}`;
  message: string;
}

export interface FieldType<T extends FieldTypeName> {
  empty: () => FormOf<T>;
  toForm: (stored: StoredOf<T>) => FormOf<T>;
  /** undefined = nothing answered */
  fromForm: (form: FormOf<T>, field: FieldOf<T>) => Result<StoredOf<T> | undefined, FieldFault>;
  /** what the shape alone cannot say: range, precision, known option */
  check: (stored: StoredOf<T>, field: FieldOf<T>) => FieldFault | undefined;
  /** whether it counts as answered */
  answered: (stored: StoredOf<T>) => boolean;
  display: (stored: StoredOf<T>, field: FieldOf<T>) => string;
  /** one cell of a spreadsheet */
  cell: (stored: StoredOf<T>, field: FieldOf<T>) => string | number;
  carry: CarryPolicy;
}

export const tooLong = (value: string, limit: number): FieldFault | undefined =>
  value.length > limit
    ? { code: "field.too-long", message: `最多${limit}字，现有${value.length}字，请删减` }
    : undefined;

/** The usual last step of fromForm: a value that passes its own check. */
export function checked<T extends FieldTypeName>(
  type: Pick<FieldType<T>, "check">,
  stored: StoredOf<T>,
  field: FieldOf<T>,
): Result<StoredOf<T>, FieldFault> {
  const fault = type.check(stored, field);
  return fault ? { ok: false, error: fault } : { ok: true, value: stored };
}
