import { type PastItem, pastOf } from "#core/reuse/past.ts";
import type { Deps } from "#server/deps.ts";
import { knownTemplates } from "#server/services/published-templates.ts";
import { readContent } from "#server/services/submission-content.ts";
import { readHeads, type SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

/** As many as can be compared at a glance. */
const YEARS = 4;

export async function readItemPast(
  { templates }: Pick<Deps, "templates">,
  db: Db,
  head: SubmissionHead,
  itemKey: string,
): Promise<PastItem[]> {
  const heads = await readHeads(db, templates, head.organisationId);
  const earlier = heads.filter(({ year }) => year < head.year).slice(0, YEARS);
  const past: PastItem[] = [];
  const known = await knownTemplates(db, templates);
  for (const each of earlier) {
    const found = pastOf(itemKey, head.template, await readContent(templates, db, each), known);
    if (found) past.push(found);
  }
  return past;
}
