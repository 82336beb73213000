import { PACKAGE_FORMAT } from "#core/package/manifest.ts";

/** A package's documents as they were read, before anything is understood of them. */
export interface PackageDocuments {
  manifest: unknown;
  submission: unknown;
  template: unknown;
  /** of a concluded review, which has neither of the two */
  review?: unknown;
}

/** Whatever it is; what it should be is asked when everything is of today's format. */
const withFields = (older: unknown, fields: Readonly<Record<string, unknown>>): unknown =>
  typeof older === "object" && older !== null && !Array.isArray(older) ? { ...older, ...fields } : older;

/** Until then a package did not say whether its content had been submitted, and there were none of reviews. */
const submittedOrNot: PackageStep = (older) => ({
  ...older,
  manifest: withFields(older.manifest, { format: 2 }),
  submission: withFields(older.submission, { submitted: null }),
});

export type PackageStep = (older: PackageDocuments) => PackageDocuments;

/**
 * Never edited, only added to: the step under n makes format n + 1 out of format n. Answers and checklists carry format
 * numbers of their own and are upgraded by their own schemas.
 */
const STEPS: ReadonlyMap<number, PackageStep> = new Map([[1, submittedOrNot]]);

/** Brings a package of an earlier format to today's; undefined where there is no way from there. */
export function upgradePackage(
  documents: PackageDocuments,
  from: number,
  steps: ReadonlyMap<number, PackageStep> = STEPS,
): PackageDocuments | undefined {
  let current = documents;
  for (let format = from; format < PACKAGE_FORMAT; format += 1) {
    const step = steps.get(format);
    if (!step) return undefined;
    current = step(current);
  }
  return current;
}
