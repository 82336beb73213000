import type { Db } from "#server/store/store.ts";

/** A year that has left its draft stays on its version. */
export async function frozenSubmissions(db: Db, submissionIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (submissionIds.length === 0) return new Set();
  const rows = await db
    .selectFrom("submission_flow")
    .select("submission_id")
    .where("submission_id", "in", submissionIds)
    .where("phase", "!=", "drafting")
    .execute();
  return new Set(rows.map((row) => row.submission_id));
}
