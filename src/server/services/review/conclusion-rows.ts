import { type ConcludedReview, concludedReview } from "#core/api/conclusion.ts";
import type { Db } from "#server/store/store.ts";

const stored = concludedReview.omit({ conclusionHash: true, concludedAt: true, concludedBy: true });
export type StoredConclusion = Omit<ConcludedReview, "conclusionHash" | "concludedAt" | "concludedBy">;

/** The newest conclusion, while the submission is concluded; undefined = none. */
export async function readConclusion(db: Db, submissionId: string): Promise<ConcludedReview | undefined> {
  const row = await db
    .selectFrom("conclusion")
    .innerJoin("submission_flow", "submission_flow.submission_id", "conclusion.submission_id")
    .innerJoin("auth_user", "auth_user.id", "conclusion.concluded_by")
    .select(["conclusion.body", "conclusion.hash", "conclusion.concluded_at", "auth_user.name"])
    .where("conclusion.submission_id", "=", submissionId)
    .where("submission_flow.phase", "=", "concluded")
    .orderBy("conclusion.version", "desc")
    .executeTakeFirst();
  return (
    row && {
      ...stored.parse(JSON.parse(row.body)),
      conclusionHash: row.hash,
      concludedAt: row.concluded_at,
      concludedBy: row.name,
    }
  );
}
