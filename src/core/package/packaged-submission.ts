import { z } from "zod";
import { type Answer, answer } from "#core/answer/answer.ts";
import { canonical } from "#core/answer/canonical.ts";
import { description, fileContent } from "#core/evidence/evidence.ts";
import { record } from "#core/record.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Of how many earlier revisions a package knows what they were. */
export const MOST_HISTORY = 1000;

export const packagedAnswer = z.strictObject({
  answer,
  savedAt: z.iso.datetime(),
  savedBy: z.string().max(100),
  /** SHA-256 of every revision's `answerText`, oldest first; the last one is the answer itself */
  history: z.array(sha256).min(1).max(MOST_HISTORY),
});
export type PackagedAnswer = z.infer<typeof packagedAnswer>;

export const packagedEvidence = z.strictObject({
  id: z.string().min(1).max(64),
  title: z.string().min(1).max(200),
  ...fileContent.shape,
  ...description.shape,
  inReport: z.boolean(),
  addedAt: z.iso.datetime(),
  addedBy: z.string().max(100),
  /** taken over from that year, and not vouched for yet */
  carried: z.int().optional(),
  /** SHA-256 of every file that the record has had, oldest first; the last one is in the package */
  history: z.array(sha256).min(1).max(MOST_HISTORY),
  links: z
    .array(
      z.strictObject({
        itemKey: z.string().min(1).max(100),
        slot: z.string().max(100).optional(),
        /** counted from 1 within the item */
        order: z.int().min(1),
        pagesCited: z.string().max(60).optional(),
      }),
    )
    .max(1000),
});
export type PackagedEvidence = z.infer<typeof packagedEvidence>;

/** The frozen version that stands: whoever takes the content in can recompute its hash. */
export const packagedVersion = z.strictObject({
  /** counted where it was submitted */
  round: z.int().min(1),
  hash: sha256,
  submittedAt: z.iso.datetime(),
  submittedBy: z.string().max(100),
});
export type PackagedVersion = z.infer<typeof packagedVersion>;

/** A district's year as it travels: what people wrote, and no account, session or mark of the work within the district. */
export const packagedSubmission = z.strictObject({
  district: z.string().min(2).max(50),
  year: z.int().min(2000).max(2100),
  deadline: z.iso.date().nullable(),
  template: z.strictObject({ id: z.string().max(100), version: z.string().max(20) }),
  answers: record(z.string().max(100), packagedAnswer),
  /** items by the names of their units */
  assignments: z
    .array(
      z.strictObject({
        itemKey: z.string().max(100),
        unit: z.string().min(1).max(50).nullable(),
        due: z.iso.date().nullable(),
      }),
    )
    .max(5000),
  evidence: z.array(packagedEvidence).max(10_000),
  /** null = a draft, or content that has been returned */
  submitted: packagedVersion.nullable(),
});
export type PackagedSubmission = z.infer<typeof packagedSubmission>;

/** Equal answers give equal texts, in whichever format they were stored. */
export const answerText = ({ format: _, carried, ...said }: Answer): string =>
  canonical(carried !== undefined && Object.keys(carried).length > 0 ? { ...said, carried } : said);

/** What a record says apart from its bytes' history, ids and times. */
export const evidenceText = (record: Omit<PackagedEvidence, "id" | "addedAt" | "addedBy" | "history">): string => {
  const { title, sha256, inReport, issuer, docNumber, date, effectiveFrom, effectiveUntil, confidential } = record;
  const links = record.links
    .map(({ itemKey, slot, pagesCited }) => ({ itemKey, slot, pagesCited }))
    .sort((a, b) => (a.itemKey < b.itemKey ? -1 : 1));
  const said = { issuer, docNumber, date, effectiveFrom, effectiveUntil, confidential };
  return canonical({ title, sha256, inReport, carried: record.carried, ...said, links });
};
