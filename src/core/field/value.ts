import { z } from "zod";
import type { FieldTypeName } from "#core/field/definition.ts";
import { qualifier } from "#core/quantity/qualifier.ts";

const decimalString = z.string().max(32).regex(/^-?\d+(\.\d+)?$/);

export const numberValue = z.strictObject({
  now: decimalString.optional(),
  prior: decimalString.optional(),
  qualifier: qualifier.optional(),
});
export type NumberValue = z.infer<typeof numberValue>;

export const documentRef = z.strictObject({
  title: z.string().max(300),
  number: z.string().max(60).default(""),
  issuer: z.string().max(100).default(""),
});
export type DocumentRef = z.infer<typeof documentRef>;

export const entry = z.strictObject({ heading: z.string().max(200), text: z.string().max(20_000) });
export type Entry = z.infer<typeof entry>;

/** The stored shape per field type. A field without an answer has no value at all. */
export const storedValues = {
  number: numberValue,
  text: z.string().max(10_000),
  paragraph: z.string().max(100_000),
  date: z.iso.date(),
  choice: z.string().max(100),
  yesno: z.boolean(),
  documents: z.array(documentRef).max(200),
  entries: z.array(entry).max(100),
} as const satisfies Record<FieldTypeName, z.ZodType>;

export type StoredOf<T extends FieldTypeName> = z.infer<(typeof storedValues)[T]>;
export type StoredValue = StoredOf<FieldTypeName>;

export const storedValue = z.union([
  numberValue,
  z.string().max(100_000),
  z.boolean(),
  z.array(documentRef).max(200),
  z.array(entry).max(100),
]);
