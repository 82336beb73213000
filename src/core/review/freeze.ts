import type { Answer } from "#core/answer/answer.ts";
import { canonical } from "#core/answer/canonical.ts";
import { versionText } from "#core/document/version.ts";
import { type CatalogueEntry, catalogue } from "#core/evidence/evidence.ts";
import { type Lookup, resolveNarrative, runText } from "#core/narrative/resolve.ts";
import type { FrozenEvidence, FrozenItem } from "#core/review/frozen.ts";
import { checkSubmission, scopeOf } from "#core/rule/check.ts";
import type { Finding } from "#core/rule/finding.ts";
import { settledContent } from "#core/submission/settled.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline } from "#core/template/outline.ts";

export interface FreezeDraft {
  /** the whole, as text: its SHA-256 is the hash whose first characters the printed footer shows */
  text: string;
  /** every item of the checklist in report order, with the text whose SHA-256 is the item's hash */
  items: { item: Omit<FrozenItem, "hash">; text: string }[];
}

/** What a submission says at this moment, ready to be hashed and kept. */
export function freeze(stored: SubmissionContent, findings = checkSubmission(stored)): FreezeDraft {
  const content = settledContent(stored);
  const numbered = catalogue(content.template, content.evidence);
  const { lookup } = scopeOf(content);
  return {
    text: versionText(stored),
    items: outline(content.template).map(({ item: { key } }) => {
      const answer = content.answers.get(key);
      const item = frozenItemOf(key, answer, {
        lookup,
        entries: numbered.filter(({ itemKey }) => itemKey === key),
        findings: findings.filter(({ itemKey }) => itemKey === key),
      });
      return { item, text: itemText(item) };
    }),
  };
}

/** One item as it would be frozen now, without what only the whole needs. */
export function freezeItem(stored: SubmissionContent, itemKey: string, findings: readonly Finding[]) {
  const content = settledContent(stored);
  return frozenItemOf(itemKey, content.answers.get(itemKey), {
    lookup: scopeOf(content).lookup,
    entries: catalogue(content.template, content.evidence).filter((entry) => entry.itemKey === itemKey),
    findings: findings.filter((finding) => finding.itemKey === itemKey),
  });
}

interface Around {
  lookup: Lookup;
  entries: readonly CatalogueEntry[];
  findings: readonly Finding[];
}

const frozenItemOf = (
  itemKey: string,
  answer: Answer | undefined,
  { lookup, entries, findings }: Around,
): Omit<FrozenItem, "hash"> => ({
  itemKey,
  values: answer?.values ?? {},
  ...(answer?.narrative === undefined ? {} : { narrative: answer.narrative }),
  explanations: answer?.explanations ?? {},
  selfScore: answer?.selfScore ?? null,
  text: resolveNarrative(answer?.narrative ?? "", lookup)
    .map(runText)
    .join("\n"),
  evidence: entries.map(frozenEvidenceOf),
  findings: findings.map((finding) => ({ ...finding, explanation: explained(answer, finding.id) })),
});

function explained(answer: Answer | undefined, findingId: string): string | null {
  const text =
    answer !== undefined && Object.hasOwn(answer.explanations, findingId) ? answer.explanations[findingId] : "";
  return text?.trim() ? text : null;
}

function frozenEvidenceOf({ number, evidence, slot, link }: CatalogueEntry): FrozenEvidence {
  const { addedAt: _, addedBy: __, links: ___, alsoIn: ____, carried: _____, revision: ______, id, ...said } = evidence;
  return { evidenceId: id, number, slot: slot ?? null, pagesCited: link.pagesCited ?? "", ...said };
}

/**
 * What an item says to its reader. Its figures in the prose count, wherever they come from; ids, numbers that follow
 * from the order and what the machine found do not.
 */
const itemText = ({ values, text, narrative, explanations, selfScore, evidence }: Omit<FrozenItem, "hash">): string =>
  canonical({
    format: 1,
    values,
    narrative: narrative ?? "",
    text,
    explanations,
    selfScore,
    evidence: evidence.map(({ evidenceId: _, number: __, flags: ___, fileName: ____, ...said }) => said),
  });
