import { emptyAnswer } from "#core/answer/answer.ts";
import type { FrozenVersion } from "#core/api/flow.ts";
import type { Evidence, EvidenceLink } from "#core/evidence/evidence.ts";
import type { FrozenEvidence, FrozenItem } from "#core/review/frozen.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

export type Vocabulary = Pick<SubmissionContent, "template" | "indicators" | "plans">;

/**
 * A frozen version as content again: it checks, composes and prints as on the day that it was submitted, and its
 * stamp is the same. What a version does not keep (who added a record, when) says so.
 */
export function thaw(
  { items, district, year, lastYear, submittedAt }: Omit<FrozenVersion, "submissionId" | "round" | "hash" | "template">,
  vocabulary: Vocabulary,
): SubmissionContent {
  return {
    ...vocabulary,
    district,
    year,
    answers: new Map(items.map((item) => [item.itemKey, answerOf(item)])),
    evidence: recordsOf(items, submittedAt),
    lastYear: lastYear ?? undefined,
  };
}

const answerOf = ({ values, narrative, explanations, selfScore }: FrozenItem) => ({
  ...emptyAnswer(),
  values,
  explanations,
  ...(narrative === undefined ? {} : { narrative }),
  ...(selfScore === null ? {} : { selfScore }),
});

/** One record for each file, linked wherever it stood. */
function recordsOf(items: readonly FrozenItem[], submittedAt: string): Evidence[] {
  const records = new Map<string, Evidence>();
  for (const { itemKey, evidence } of items)
    for (const [order, entry] of evidence.entries()) {
      const known = records.get(entry.evidenceId) ?? recordOf(entry, submittedAt);
      records.set(entry.evidenceId, { ...known, links: [...known.links, linkOf(itemKey, order, entry)] });
    }
  return [...records.values()];
}

function recordOf({ evidenceId, number: _, slot: __, pagesCited: ___, ...said }: FrozenEvidence, at: string): Evidence {
  return { ...said, id: evidenceId, revision: 1, addedAt: at, addedBy: "", links: [] };
}

const linkOf = (itemKey: string, order: number, { slot, pagesCited }: FrozenEvidence): EvidenceLink => ({
  itemKey,
  order,
  ...(slot === null ? {} : { slot }),
  ...(pagesCited === "" ? {} : { pagesCited }),
});
