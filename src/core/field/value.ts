import { z } from "zod";
import type { FieldTypeName } from "#core/field/definition.ts";
import { LIMITS } from "#core/field/limits.ts";
import { decimalString } from "#core/quantity/decimal-string.ts";
import { qualifier } from "#core/quantity/qualifier.ts";
import { record } from "#core/record.ts";

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

/** What a school stage spent in a calendar year. */
export const stageCell = z.strictObject({
  spending: decimalString.optional(),
  pupils: decimalString.optional(),
  perPupil: decimalString.optional(),
});
export type StageCell = z.infer<typeof stageCell>;

export const CALENDAR_YEAR = /^(19|20)\d{2}$/;

/** By stage, then by calendar year ("2021"), so that next year the figures stand in the right column by themselves. */
export const stagesValue = z.strictObject({
  rows: record(z.string().max(40), record(z.string().regex(CALENDAR_YEAR), stageCell)),
  /** 统计口径 of the whole table, and where its figures come from */
  basis: z.string().max(LIMITS.stageNote).optional(),
  source: z.string().max(LIMITS.stageNote).optional(),
  /** what is peculiar to a stage */
  notes: record(z.string().max(40), z.string().max(LIMITS.stageNote)).optional(),
});
export type StagesValue = z.infer<typeof stagesValue>;

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
  stages: stagesValue,
} as const satisfies Record<FieldTypeName, z.ZodType>;

export type StoredOf<T extends FieldTypeName> = z.infer<(typeof storedValues)[T]>;
export type StoredValue = StoredOf<FieldTypeName>;

export const storedValue = z.union([
  numberValue,
  z.string().max(LIMITS.paragraph),
  z.boolean(),
  z.array(documentRef).max(LIMITS.documents),
  z.array(entry).max(LIMITS.entries),
  stagesValue,
]);
