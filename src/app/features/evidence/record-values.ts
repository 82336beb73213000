import { type EvidenceChange, evidenceChange } from "#core/api/evidence.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import { isDocumentNumber, normaliseDocumentNumber } from "#core/prose/document-number.ts";

/** A record's description as its form holds it: an empty text where nothing is stated. */
export interface RecordValues {
  title: string;
  issuer: string;
  docNumber: string;
  date: string;
  effectiveFrom: string;
  effectiveUntil: string;
  confidential: boolean;
  inReport: boolean;
}
export type RecordField = keyof RecordValues;

export const recordValues = (record: Evidence): RecordValues => ({
  title: record.title,
  issuer: record.issuer,
  docNumber: record.docNumber,
  date: record.date ?? "",
  effectiveFrom: record.effectiveFrom ?? "",
  effectiveUntil: record.effectiveUntil ?? "",
  confidential: record.confidential,
  inReport: record.inReport,
});

const FIELDS = [
  "title",
  "issuer",
  "docNumber",
  "date",
  "effectiveFrom",
  "effectiveUntil",
  "confidential",
  "inReport",
] as const;
const DAYS: readonly RecordField[] = ["date", "effectiveFrom", "effectiveUntil"];

const stored = (values: RecordValues, field: RecordField): unknown =>
  DAYS.includes(field) && values[field] === "" ? null : values[field];

export interface RecordCheck {
  /** what differs from the base and may be saved */
  change: EvidenceChange;
  /** why the others may not */
  faults: Partial<Record<RecordField, string>>;
}

/** Each field for itself: one that is wrong does not keep the others from being saved. */
export function checkRecord(values: RecordValues, base: RecordValues): RecordCheck {
  const change: Record<string, unknown> = {};
  const faults: RecordCheck["faults"] = {};
  for (const field of FIELDS) {
    const parsed = evidenceChange.safeParse({ [field]: stored(values, field) });
    if (!parsed.success) faults[field] = parsed.error.issues[0]?.message ?? "请按要求填写";
    else if (values[field] !== base[field] && parsed.data[field] !== stored(base, field))
      change[field] = parsed.data[field];
  }
  const { effectiveFrom, effectiveUntil } = values;
  if (effectiveFrom !== "" && effectiveUntil !== "" && effectiveUntil < effectiveFrom) {
    faults.effectiveUntil = "失效日期早于生效日期，请核对";
    delete change["effectiveFrom"];
    delete change["effectiveUntil"];
  }
  return { change: evidenceChange.parse(change), faults };
}

/** A 文号 that does not read as one; it is kept, and pointed at. */
export function numberHint(docNumber: string): string | undefined {
  const typed = normaliseDocumentNumber(docNumber);
  return typed === "" || isDocumentNumber(typed)
    ? undefined
    : "不合规范，应为“机关代字〔年份〕序号号”，如“渝府办发〔2022〕5号”；照此保存，检查中会提示";
}
