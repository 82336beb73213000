import type { z } from "zod";
import type { knownEvidence as contract } from "#core/api/upload.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

/**
 * Whether bytes need not be sent. Asks about the organisation's own submissions only: nobody learns what another
 * district has.
 */
export async function knownEvidence(
  db: Db,
  head: SubmissionHead,
  sha256: string,
): Promise<z.input<NonNullable<typeof contract.response>>> {
  const here = await db
    .selectFrom("evidence")
    .select("id")
    .where("submission_id", "=", head.id)
    .where("sha256", "=", sha256)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  const [evidence] = here ? await readEvidence(db, head.id, here.id) : [];
  const earlier = await db
    .selectFrom("evidence_revision")
    .innerJoin("evidence", "evidence.id", "evidence_revision.evidence_id")
    .innerJoin("submission", "submission.id", "evidence.submission_id")
    .select((eb) => eb.fn.max("submission.year").as("year"))
    .where("evidence_revision.sha256", "=", sha256)
    .where("evidence.deleted_at", "is", null)
    .where("submission.organisation_id", "=", head.organisationId)
    .where("submission.year", "<", head.year)
    .executeTakeFirst();
  return { evidence: evidence ?? null, alsoIn: earlier?.year ?? null };
}
