import type { LastYearFigures } from "#core/submission/last-year.ts";
import { ownFigures } from "#core/submission/own-figures.ts";
import { readAnswers, readHeads, type SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";
import type { Registry } from "#server/templates/registry.ts";

/** The figures of the same district's submission of the year before; undefined where there is none. */
export async function readLastYear(
  registry: Registry,
  db: Db,
  { organisationId, year }: SubmissionHead,
): Promise<LastYearFigures | undefined> {
  const last = (await readHeads(db, registry, organisationId)).find((head) => head.year === year - 1);
  if (!last) return undefined;
  const answers = await readAnswers(db, last.id);
  return ownFigures(last.template, new Map([...answers].map(([itemKey, { answer }]) => [itemKey, answer])));
}
