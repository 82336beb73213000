import { SAMPLE_ID } from "#app/data/sample-id.ts";
import type { ReviewItem } from "#core/api/review.ts";
import { demoFiles } from "#core/demo/evidence.ts";
import { freezeItem } from "#core/review/freeze.ts";
import type { FrozenEvidence } from "#core/review/frozen.ts";
import { frozenTargets } from "#core/review/frozen-targets.ts";
import { ownPoints } from "#core/review/scoring.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import type { PlacedItem } from "#core/template/outline.ts";

/** Nothing is hashed: there is no version that it could be compared with. */
const NO_HASH = "0".repeat(64);

/** An item of a submission that nobody has, as the review would show it. */
export function sampleReview(content: SubmissionContent, placed: PlacedItem, findings: readonly Finding[]): ReviewItem {
  const { item, label, place } = placed;
  const frozen = {
    ...freezeItem(content, item.key, findings),
    hash: NO_HASH,
    evidence: sampleEvidence(content, placed),
  };
  return {
    itemKey: item.key,
    label,
    heading: item.heading || "（未填写标题）",
    sectionKey: place.kind === "section" ? place.section.key : null,
    points: ownPoints(content.template)?.[item.key] ?? null,
    hash: NO_HASH,
    mine: true,
    read: false,
    selfScore: frozen.selfScore,
    own: null,
    settled: { state: "none", verified: null, verdict: null },
    evidence: frozen.evidence.length,
    openThreads: 0,
    filters: [],
    submissionId: SAMPLE_ID,
    district: content.district,
    round: 1,
    mayWrite: false,
    mayComment: false,
    frozen,
    sameFiles: [],
    targets: frozenTargets(content).flatMap(({ itemKey, target }) => (itemKey === item.key ? [target] : [])),
    last: null,
    verdicts: [],
    threads: [],
    returns: [],
    difference: null,
    others: 0,
  };
}

/** One invented file for each kind of evidence that the item expects. */
function sampleEvidence({ district, year }: SubmissionContent, { item, place }: PlacedItem): FrozenEvidence[] {
  if (place.kind !== "section") return [];
  const where = { seed: "builder", district, year };
  return demoFiles(item, place.number, item.evidence.length, where, 1).map((file, index) => ({
    evidenceId: `sample-${index}`,
    number: `${place.sectionNumber}-${place.indexInSection}-${String(index + 1).padStart(2, "0")}`,
    slot: file.slot ?? null,
    title: file.title,
    fileName: file.fileName,
    mediaType: "text/plain",
    size: file.text.length,
    sha256: NO_HASH,
    flags: [],
    issuer: "",
    docNumber: "",
    date: null,
    effectiveFrom: null,
    effectiveUntil: null,
    confidential: false,
    pagesCited: "",
    inReport: false,
  }));
}
