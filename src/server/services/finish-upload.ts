import type { z } from "zod";
import type { Actor } from "#core/access/access.ts";
import type { finishUpload as contract } from "#core/api/upload.ts";
import type { FileContent } from "#core/evidence/evidence.ts";
import { type Inspection, inspection } from "#core/evidence/inspection.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { ArrivalGone } from "#server/files/arrivals.ts";
import { titleOf } from "#server/services/add-evidence.ts";
import { checkContent } from "#server/services/content-check.ts";
import { reviseEvidence } from "#server/services/evidence-revisions.ts";
import { readRecord } from "#server/services/evidence-rows.ts";
import { addEvidenceRecord } from "#server/services/evidence-store.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { forget, type UploadRow } from "#server/services/upload-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "arrivals" | "clock" | "files" | "newId" | "store">;
type Finished = z.output<NonNullable<typeof contract.response>>;

/**
 * From bytes that have arrived to a record: compared with what was announced, looked into, made durable under their
 * hash, and only then written down. May be asked again at any point of that, and again when it is done.
 */
export async function finishUpload(
  deps: Using,
  actor: Actor,
  head: SubmissionHead,
  row: UploadRow,
  thumbnail: string | undefined,
): Promise<Result<Finished, Failure>> {
  const { db } = deps.store;
  const before = await earlierOutcome(db, head, row.id);
  if (before) return ok(before);
  const accepted = await accept(deps, row);
  if (!accepted.ok) return accepted;
  const kept = await keep(deps, row);
  if (!kept.ok) return kept;
  const file: FileContent = { fileName: row.file_name, size: row.size, sha256: row.sha256, ...accepted.value };
  return inTransaction(db, async (tx): Promise<Result<Finished, Failure>> => {
    const finished = await write(deps, tx, actor, head, row, file);
    if (!finished.ok) return finished;
    // the same request twice at once: the second finds what the first one did
    const first = await earlierOutcome(tx, head, row.id);
    if (first) return ok(first);
    const { outcome, evidence } = finished.value;
    await tx.updateTable("upload").set({ outcome, evidence_id: evidence.id }).where("id", "=", row.id).execute();
    if (thumbnail !== undefined) await keepThumbnail(tx, head, row.sha256, thumbnail);
    return finished;
  });
}

async function earlierOutcome(db: Db, head: SubmissionHead, uploadId: string): Promise<Finished | undefined> {
  const row = await db
    .selectFrom("upload")
    .select(["outcome", "evidence_id"])
    .where("id", "=", uploadId)
    .executeTakeFirst();
  const outcome = OUTCOMES.find((each) => each === row?.outcome);
  if (outcome === undefined || !row?.evidence_id) return undefined;
  return { outcome, evidence: await readRecord(db, head.id, row.evidence_id) };
}

const OUTCOMES = ["stored", "duplicate", "replaced"] as const;

/** What is in the bytes. The answer is noted, so that whoever asks again after a crash need not have them all here. */
async function accept(deps: Using, row: UploadRow): Promise<Result<Inspection, Failure>> {
  const noted = await readInspection(deps.store.db, row.id);
  if (noted) return ok(noted);
  try {
    return await examine(deps, row);
  } catch (error) {
    if (!(error instanceof ArrivalGone)) throw error;
    // the same request twice at once: the other one has noted what it found before it took the bytes
    const found = await readInspection(deps.store.db, row.id);
    return found ? ok(found) : notFound();
  }
}

async function examine(deps: Using, row: UploadRow): Promise<Result<Inspection, Failure>> {
  const { arrivals, store } = deps;
  const source = await arrivals.source(row.id);
  if (!source) throw new ArrivalGone(row.id);
  if (source.size < row.size) return fail("upload.incomplete", "文件还没有传完，请继续上传");
  if (source.size > row.size || (await arrivals.digest(row.id)) !== row.sha256) {
    await forget(deps, store.db, row.id);
    return fail(
      "upload.mismatch",
      "收到的内容与所选文件不一致，没有保存。上传期间文件可能被修改过，请重新选择后再上传",
    );
  }
  const checked = await checkContent(source, row.file_name);
  if (!checked.ok) {
    await forget(deps, store.db, row.id);
    return checked;
  }
  await store.db
    .updateTable("upload")
    .set({ inspection: JSON.stringify(checked.value) })
    .where("id", "=", row.id)
    .execute();
  return checked;
}

async function readInspection(db: Db, uploadId: string): Promise<Inspection | undefined> {
  const row = await db.selectFrom("upload").select("inspection").where("id", "=", uploadId).executeTakeFirst();
  return row?.inspection ? inspection.parse(JSON.parse(row.inspection)) : undefined;
}

/** Durable before it is written down. Nothing here and nothing there = it never was complete. */
async function keep({ arrivals, files }: Using, row: UploadRow): Promise<Result<void, Failure>> {
  if (await arrivals.source(row.id)) {
    const kept = await arrivals.keep(row.id, row.sha256);
    if (!kept.ok) return fail("store.full", "存储空间已满，文件没有保存，请联系管理员清理磁盘后重试");
  }
  return (await files.has(row.sha256)) ? ok(undefined) : notFound();
}

async function write(
  deps: Using,
  tx: Db,
  actor: Actor,
  head: SubmissionHead,
  row: UploadRow,
  file: FileContent,
): Promise<Result<Finished, Failure>> {
  if (row.replaces !== null) {
    const revised = await reviseEvidence(deps, tx, actor, head, { evidenceId: row.replaces, file });
    return revised.ok ? ok({ outcome: "replaced", evidence: revised.value }) : revised;
  }
  const place = { itemKey: row.item_key ?? "", slot: row.slot ?? undefined };
  return addEvidenceRecord(deps, tx, actor, head, { ...place, title: titleOf(row.file_name), file });
}

const keepThumbnail = (tx: Db, head: SubmissionHead, sha256: string, image: string): Promise<unknown> =>
  tx
    .insertInto("thumbnail")
    .values({ submission_id: head.id, sha256, image })
    .onConflict((conflict) => conflict.columns(["submission_id", "sha256"]).doUpdateSet({ image }))
    .execute();
