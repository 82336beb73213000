import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import type { ReviewItem } from "#core/api/review.ts";
import { pastOf } from "#core/reuse/past.ts";
import type { FrozenItem } from "#core/review/frozen.ts";
import { PROBLEM_STATE_TEXT } from "#core/review/problem.ts";
import type { Deps } from "#server/deps.ts";
import { readConclusion } from "#server/services/review/conclusion-rows.ts";
import { readFlowState } from "#server/services/review/flow-state.ts";
import { readFrozenItems } from "#server/services/review/snapshot-rows.ts";
import { readHeads, type SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

const answerOf = ({ values, narrative, explanations }: FrozenItem): Answer => ({
  ...emptyAnswer(),
  values,
  explanations,
  ...(narrative === undefined ? {} : { narrative }),
});

/** What the district said under this item in its newest earlier year that was frozen, and what the review made of it. */
export async function readLastReview(
  { templates }: Pick<Deps, "templates">,
  db: Db,
  head: SubmissionHead,
  itemKey: string,
): Promise<ReviewItem["last"] | undefined> {
  for (const last of await readHeads(db, templates, head.organisationId)) {
    if (last.year >= head.year) continue;
    const { currentRound } = await readFlowState(db, last.id);
    if (currentRound === undefined) continue;
    const items = await readFrozenItems(db, { submissionId: last.id, round: currentRound });
    const answers = new Map([...items].map(([key, item]) => [key, answerOf(item)]));
    const year = { template: last.template, year: last.year, answers, evidence: [] };
    const past = pastOf(itemKey, head.template, year, templates.templates);
    const keys = new Set(past?.sources.map((source) => source.itemKey) ?? [itemKey]);
    const concluded = await readConclusion(db, last.id);
    const rows = concluded?.ledger.rows.filter((row) => keys.has(row.itemKey)) ?? [];
    return {
      year: last.year,
      past: past ?? null,
      verdict: rows[0]?.verdict ?? null,
      verified: rows[0]?.verified ?? null,
      points: rows[0]?.points ?? null,
      opinions: concluded?.items.flatMap((each) => (keys.has(each.itemKey) ? each.opinions : [])) ?? [],
      problems: await problemsOf(db, last.id, keys),
    };
  }
  return undefined;
}

async function problemsOf(db: Db, submissionId: string, keys: ReadonlySet<string>) {
  const rows = await db
    .selectFrom("problem")
    .select(["id", "text", "state", "item_key"])
    .where("submission_id", "=", submissionId)
    .where("withdrawn_at", "is", null)
    .orderBy("number")
    .execute();
  return rows
    .filter(({ item_key }) => keys.has(item_key))
    .map(({ id, text, state }) => ({ id, text, state: PROBLEM_STATE_TEXT[state] }));
}
