import { z } from "zod";
import type { FieldTypeName } from "#core/field/definition.ts";
import { LIMITS } from "#core/field/limits.ts";
import { decimalString } from "#core/quantity/decimal-string.ts";
import { qualifier } from "#core/quantity/qualifier.ts";

export const numberValue = z.strictObject({
  now: decimalString.optional(),
  prior: decimalString.optional(),
  qualifier: qualifier.optional(),
});
export type NumberValue = z.infer<typeof numberValue>;

export const documentRef = z.strictObject({
  title: z.string().max(LIMITS.title),
  number: z.string().max(LIMITS.number).default(""),
  issuer: z.string().max(LIMITS.issuer).default(""),
});
export type DocumentRef = z.infer<typeof documentRef>;

export const entry = z.strictObject({
  heading: z.string().max(LIMITS.heading),
  text: z.string().max(LIMITS.entryText),
});
export type Entry = z.infer<typeof entry>;

/** The stored shape per field type. A field without an answer has no value at all. */
export const storedValues = {
  number: numberValue,
  text: z.string().max(LIMITS.text),
  paragraph: z.string().max(LIMITS.paragraph),
  date: z.iso.date(),
  choice: z.string().max(LIMITS.option),
  yesno: z.boolean(),
  documents: z.array(documentRef).max(LIMITS.documents),
  entries: z.array(entry).max(LIMITS.entries),
} as const satisfies Record<FieldTypeName, z.ZodType>;

export type StoredOf<T extends FieldTypeName> = z.infer<(typeof storedValues)[T]>;
export type StoredValue = StoredOf<FieldTypeName>;

export const storedValue = z.union([
  numberValue,
  z.string().max(LIMITS.paragraph),
  z.boolean(),
  z.array(documentRef).max(LIMITS.documents),
  z.array(entry).max(LIMITS.entries),
]);
