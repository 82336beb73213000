import type { Actor } from "#core/access/access.ts";
import { type Description, type Evidence, type FileContent, isImage, UNDESCRIBED } from "#core/evidence/evidence.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { contentColumns } from "#server/services/evidence-records.ts";
import { checkPlace, putLink, readRecord } from "#server/services/evidence-rows.ts";
import type { Failure } from "#server/services/failure.ts";
import { holdOpen } from "#server/services/review/flow-state.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

export type Storing = Pick<Deps, "clock" | "newId">;

export interface NewRecord {
  itemKey: string;
  slot: string | undefined;
  pagesCited?: string | undefined;
  title: string;
  inReport?: boolean | undefined;
  description?: Partial<Description> | undefined;
  /** bytes that are durable already */
  file: FileContent;
}

export interface Added {
  outcome: "stored" | "duplicate";
  evidence: Evidence;
}

/**
 * The record of bytes that are durable already, with its first revision, its link and its event. The same bytes again
 * are answered with the record that has them; where that was deleted it comes back as it was, under the new item.
 */
export const addEvidenceRecord = (
  using: Storing,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  wanted: NewRecord,
): Promise<Result<Added, Failure>> => {
  const place = checkPlace(head, wanted.itemKey, wanted.slot);
  if (!place.ok) return Promise.resolve(place);
  return inTransaction(db, async (tx): Promise<Result<Added, Failure>> => {
    const held = await holdOpen(tx, head.id, [wanted.itemKey]);
    if (!held.ok) return held;
    const id = await insertRecord(using, tx, actor, head, wanted);
    const known = id ?? (await recoverRecord(using, tx, actor, head, wanted.file.sha256));
    if (!known.fresh) return ok({ outcome: "duplicate", evidence: await readRecord(tx, head.id, known.id) });
    await putLink(tx, head.id, known.id, wanted.itemKey, wanted.slot ?? null, wanted.pagesCited ?? "");
    return ok({ outcome: "stored", evidence: await readRecord(tx, head.id, known.id) });
  });
};

interface Known {
  id: string;
  /** stands under no item yet */
  fresh: boolean;
}

async function insertRecord(
  { clock, newId }: Storing,
  tx: Db,
  actor: Actor,
  head: SubmissionHead,
  { title, inReport, file, description }: NewRecord,
): Promise<Known | undefined> {
  const id = newId();
  const at = clock();
  const added = { added_at: at.toISOString(), added_by: actor.accountId };
  const inserted = await tx
    .insertInto("evidence")
    .values({
      id,
      submission_id: head.id,
      title,
      ...contentColumns(file),
      ...descriptionColumns({ ...UNDESCRIBED, ...description }),
      ...added,
      in_report: inReport === true && isImage(file.mediaType) ? 1 : 0,
    })
    .onConflict((conflict) => conflict.columns(["submission_id", "sha256"]).doNothing())
    .executeTakeFirstOrThrow();
  if (inserted.numInsertedOrUpdatedRows === 0n) return undefined;
  await tx
    .insertInto("evidence_revision")
    .values({ evidence_id: id, revision: 1, ...contentColumns(file), ...added })
    .execute();
  await record(
    tx,
    { organisationId: head.organisationId, accountId: actor.accountId, at },
    { type: "evidence.added", submissionId: head.id, evidenceId: id, title, sha256: file.sha256 },
  );
  return { id, fresh: true };
}

/** The record that has these bytes; a deleted one is taken back into the library. */
async function recoverRecord(
  { clock }: Storing,
  tx: Db,
  actor: Actor,
  head: SubmissionHead,
  sha256: string,
): Promise<Known> {
  const known = await tx
    .selectFrom("evidence")
    .select(["id", "title", "deleted_at"])
    .where("submission_id", "=", head.id)
    .where("sha256", "=", sha256)
    .executeTakeFirstOrThrow();
  if (known.deleted_at === null) return { id: known.id, fresh: false };
  await tx.updateTable("evidence").set({ deleted_at: null }).where("id", "=", known.id).execute();
  await record(
    tx,
    { organisationId: head.organisationId, accountId: actor.accountId, at: clock() },
    { type: "evidence.recovered", submissionId: head.id, evidenceId: known.id, title: known.title },
  );
  return { id: known.id, fresh: true };
}

export const descriptionColumns = (said: Description) => ({
  issuer: said.issuer,
  doc_number: said.docNumber,
  date: said.date,
  effective_from: said.effectiveFrom,
  effective_until: said.effectiveUntil,
  confidential: said.confidential ? 1 : 0,
});
