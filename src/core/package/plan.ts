import { z } from "zod";
import { canonical } from "#core/answer/canonical.ts";
import { evidenceText, type PackagedEvidence, packagedVersion } from "#core/package/packaged-submission.ts";
import { type Standing, standing, standingOf } from "#core/package/standing.ts";
import { assertNever } from "#core/result.ts";

const side = z.enum(["ours", "theirs"]);
export type Side = z.infer<typeof side>;

export const plannedItem = z.object({
  itemKey: z.string(),
  label: z.string(),
  heading: z.string(),
  standing,
  /** how many fields, explanations and pieces of prose differ */
  changed: z.int(),
  /** the prose on both sides from shortly before the first difference on; "" on both where it is the same */
  theirs: z.string(),
  ours: z.string(),
});
export type PlannedItem = z.infer<typeof plannedItem>;

export const plannedEvidence = z.object({
  /** the record's id in the package */
  id: z.string(),
  title: z.string(),
  size: z.int(),
  standing,
  /** the record here that it is about; null where there is none */
  ours: z.object({ id: z.string(), title: z.string() }).nullable(),
});
export type PlannedEvidence = z.infer<typeof plannedEvidence>;

/** The conclusion that a package brings. It replaces nothing but an earlier conclusion, so there is nothing to choose. */
export const plannedReview = z.object({
  city: z.string(),
  concludedAt: z.iso.datetime(),
  concludedBy: z.string(),
  /** the district's own version that was reviewed */
  round: z.int(),
  hash: z.string(),
  grade: z.string().nullable(),
  total: z.string(),
  problems: z.int(),
  /** an earlier conclusion is here, and is superseded */
  replaces: z.boolean(),
});
export type PlannedReview = z.infer<typeof plannedReview>;

/** What an import would do, before it does anything. */
export const importPlan = z.object({
  district: z.string(),
  year: z.int(),
  template: z.object({ id: z.string(), version: z.string(), title: z.string() }),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  /** the submission here that it would go into; null = a new one */
  submissionId: z.string().nullable(),
  /** when this very package was imported before */
  importedAt: z.iso.datetime().nullable(),
  /** the checklist comes along and is not installed here */
  bringsTemplate: z.boolean(),
  /** the copy here is on this earlier version of the checklist, and goes over to the package's; null = it is on the same */
  upgradesFrom: z.string().nullable(),
  items: z.array(plannedItem),
  evidence: z.array(plannedEvidence),
  /** the version that the city would have to review; null = a draft, or not a city's import */
  submitted: packagedVersion.nullable(),
  /** of a concluded review, which has neither items nor evidence; null = a submission's package */
  review: plannedReview.nullable(),
  bytes: z.int(),
});
export type ImportPlan = z.infer<typeof importPlan>;

/** By item key, and by the id of a record in the package. */
export const decisions = z.strictObject({
  items: z.record(z.string().max(100), side),
  evidence: z.record(z.string().max(64), side),
});
export type Decisions = z.infer<typeof decisions>;

export const NO_DECISIONS: Decisions = { items: {}, evidence: {} };

/** Everything that was shown, so that a confirmation can be held against it. */
export const planText = (plan: ImportPlan): string => canonical(plan);

/** Whose side is taken; undefined where a person has to say so. What is newer here is never given up unasked. */
export function taken(which: Standing, decided: Side | undefined): Side | undefined {
  switch (which) {
    case "new":
      return "theirs";
    case "same":
    case "ours-newer":
      return decided ?? "ours";
    case "theirs-newer":
      return decided ?? "theirs";
    case "both-changed":
      return decided;
    default:
      return assertNever(which);
  }
}

const own = <T>(of: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(of, key) ? of[key] : undefined;

export const takenItem = (item: PlannedItem, { items }: Decisions): Side | undefined =>
  taken(item.standing, own(items, item.itemKey));
export const takenEvidence = (record: PlannedEvidence, { evidence }: Decisions): Side | undefined =>
  taken(record.standing, own(evidence, record.id));

/** How many places still wait for a person. */
export const undecided = (plan: ImportPlan, chosen: Decisions): number =>
  plan.items.filter((item) => takenItem(item, chosen) === undefined).length +
  plan.evidence.filter((record) => takenEvidence(record, chosen) === undefined).length;

/** A record here is about at most one of the package: by its bytes, and failing that by its id. */
export function planEvidence(
  theirs: readonly PackagedEvidence[],
  ours: readonly PackagedEvidence[],
): PlannedEvidence[] {
  const free = new Map(ours.map((record) => [record.id, record]));
  const found = new Map<string, PackagedEvidence>();
  const match = (record: PackagedEvidence, other: PackagedEvidence | undefined): void => {
    if (!other || found.has(record.id) || !free.delete(other.id)) return;
    found.set(record.id, other);
  };
  const byHash = new Map(ours.map((record) => [record.sha256, record]));
  for (const record of theirs) match(record, byHash.get(record.sha256));
  for (const record of theirs) match(record, free.get(record.id));
  return theirs.map((record) => {
    const other = found.get(record.id);
    return {
      id: record.id,
      title: record.title,
      size: record.size,
      standing: evidenceStanding(other, record),
      ours: other ? { id: other.id, title: other.title } : null,
    };
  });
}

function evidenceStanding(ours: PackagedEvidence | undefined, theirs: PackagedEvidence): Standing {
  if (ours && ours.sha256 === theirs.sha256)
    return evidenceText(ours) === evidenceText(theirs) ? "same" : "both-changed";
  return standingOf(ours && { tip: ours.sha256, history: ours.history }, {
    tip: theirs.sha256,
    history: theirs.history,
  });
}
