import { districtName } from "#core/people/district-name.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { applyingPlans } from "#core/target/applying-plans.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import { readLastYear } from "#server/services/last-year.ts";
import { readAnswers, type SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";
import type { Registry } from "#server/templates/registry.ts";

/** What checks, reports and exports look at, as it is stored. */
export async function readContent(registry: Registry, db: Db, head: SubmissionHead): Promise<SubmissionContent> {
  const answers = await readAnswers(db, head.id);
  const district = districtName(head.district);
  return {
    template: head.template,
    indicators: registry.indicators,
    plans: applyingPlans(district, registry.plans),
    district,
    year: head.year,
    answers: new Map([...answers].map(([itemKey, { answer }]) => [itemKey, answer])),
    evidence: await readEvidence(db, head.id),
    lastYear: await readLastYear(registry, db, head),
  };
}
