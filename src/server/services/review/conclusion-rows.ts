import { type ConcludedReview, concludedReview } from "#core/api/conclusion.ts";
import type { Db } from "#server/store/store.ts";

/** One that came in a package says who concluded it: that is nobody who has an account here. */
const stored = concludedReview
  .omit({ conclusionHash: true, concludedAt: true })
  .extend({ concludedBy: concludedReview.shape.concludedBy.optional() });
export type StoredConclusion = Omit<ConcludedReview, "conclusionHash" | "concludedAt" | "concludedBy">;

/** The newest conclusion, while the submission is concluded; undefined = none. */
export async function readConclusion(db: Db, submissionId: string): Promise<ConcludedReview | undefined> {
  const row = await db
    .selectFrom("conclusion")
    .innerJoin("submission_flow", "submission_flow.submission_id", "conclusion.submission_id")
    .innerJoin("auth_user", "auth_user.id", "conclusion.concluded_by")
    .select(["conclusion.body", "conclusion.hash", "conclusion.round", "conclusion.concluded_at", "auth_user.name"])
    .where("conclusion.submission_id", "=", submissionId)
    .where("submission_flow.phase", "=", "concluded")
    .orderBy("conclusion.version", "desc")
    .executeTakeFirst();
  if (!row) return undefined;
  const { concludedBy = row.name, ...said } = stored.parse(JSON.parse(row.body));
  return {
    ...said,
    // where it was concluded both may be counted differently
    submissionId,
    round: row.round,
    conclusionHash: row.hash,
    concludedAt: row.concluded_at,
    concludedBy,
  };
}
