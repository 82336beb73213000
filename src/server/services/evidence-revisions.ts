import type { Actor } from "#core/access/access.ts";
import { type Evidence, type FileContent, fileContent, isImage } from "#core/evidence/evidence.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { contentColumns, readEvidence, readRevisions } from "#server/services/evidence-records.ts";
import { itemsOf, lockRecord, readRecord } from "#server/services/evidence-rows.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { holdOpen } from "#server/services/review/flow-state.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "clock">;

/**
 * Gives a record another file, whose bytes are durable already, as its next revision. Links, numbers and what the
 * record says stay; an image that is printed stops being so where the new file is none.
 */
export const reviseEvidence = (
  { clock }: Using,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  { evidenceId, file }: { evidenceId: string; file: FileContent },
): Promise<Result<Evidence, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<Evidence, Failure>> => {
    await lockRecord(tx, evidenceId);
    const [known] = await readEvidence(tx, head.id, evidenceId);
    if (!known) return notFound();
    if (known.sha256 === file.sha256) return ok(known);
    const held = await holdOpen(tx, head.id, itemsOf(known));
    if (!held.ok) return held;
    const other = await tx
      .selectFrom("evidence")
      .select(["title", "deleted_at"])
      .where("submission_id", "=", head.id)
      .where("sha256", "=", file.sha256)
      .executeTakeFirst();
    if (other) return fail("evidence.duplicate", sameAs(other.title, other.deleted_at !== null));
    const at = clock();
    const revision = known.revision + 1;
    await tx
      .insertInto("evidence_revision")
      .values({
        evidence_id: known.id,
        revision,
        ...contentColumns(file),
        added_at: at.toISOString(),
        added_by: actor.accountId,
      })
      .execute();
    await tx
      .updateTable("evidence")
      .set({
        ...contentColumns(file),
        revision,
        // another file is this year's own
        carried: null,
        in_report: known.inReport && isImage(file.mediaType) ? 1 : 0,
      })
      .where("id", "=", known.id)
      .execute();
    await record(
      tx,
      { organisationId: head.organisationId, accountId: actor.accountId, at },
      {
        type: "evidence.replaced",
        submissionId: head.id,
        evidenceId: known.id,
        title: known.title,
        from: { revision: known.revision, sha256: known.sha256 },
        to: { revision, sha256: file.sha256 },
      },
    );
    return ok(await readRecord(tx, head.id, known.id));
  });

const sameAs = (title: string, deleted: boolean): string =>
  deleted
    ? `这份文件与已删除的材料《${title}》完全相同，请作为新材料上传，原记录会随之恢复`
    : `这份文件与材料《${title}》完全相同，请直接引用该材料，不要重复保存`;

/** An older file becomes the newest revision once more. */
export const restoreRevision = (
  using: Using,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  { evidenceId, revision }: { evidenceId: string; revision: number },
): Promise<Result<Evidence, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<Evidence, Failure>> => {
    const former = (await readRevisions(tx, head.id, evidenceId)).find((each) => each.revision === revision);
    if (!former) return notFound();
    return reviseEvidence(using, tx, actor, head, { evidenceId, file: fileContent.parse(former) });
  });
