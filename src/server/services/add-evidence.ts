import type { Actor } from "#core/access/access.ts";
import { type Evidence, isImage, MAX_EVIDENCE_BYTES, type MediaType } from "#core/evidence/evidence.ts";
import { sniff } from "#core/evidence/sniff.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import type { Bytes, PutFault } from "#server/files/files.ts";
import { record } from "#server/services/audit.ts";
import { checkPlace, putLink, readRecord } from "#server/services/evidence-rows.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "files" | "clock" | "newId">;

export interface Upload {
  itemKey: string;
  slot: string | undefined;
  fileName: string;
  title?: string;
  inReport?: boolean;
  stream: Bytes;
  expected: number | undefined;
}

interface Added {
  outcome: "stored" | "duplicate";
  evidence: Evidence;
}

const TITLE_LENGTH = 200;

const titleOf = (fileName: string): string =>
  (fileName.replace(/\.[^.]{1,8}$/, "").trim() || fileName).slice(0, TITLE_LENGTH);

const FAULTS: Record<PutFault, () => { ok: false; error: Failure }> = {
  "too-large": () =>
    fail("request.too-large", `单个文件不能超过${MAX_EVIDENCE_BYTES / 1024 / 1024} MB，请压缩或拆分后再上传`),
  refused: () => fail("evidence.type-refused", "仅接受 PDF、Word、Excel、图片和 ZIP 文件，请转换格式后再上传"),
  empty: () => fail("evidence.empty", "文件是空的，请检查后重新选择"),
  interrupted: () => fail("evidence.interrupted", "上传中断，文件未保存，请重新上传"),
  full: () => fail("store.full", "存储空间已满，文件未保存，请联系管理员清理磁盘"),
};

/** The row comes after the bytes are durable. The same bytes again are answered with the record that has them. */
export async function addEvidence(
  { files, clock, newId }: Using,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  upload: Upload,
): Promise<Result<Added, Failure>> {
  const place = checkPlace(head, upload.itemKey, upload.slot);
  if (!place.ok) return place;
  let type: MediaType | undefined;
  const put = await files.put(upload.stream, {
    limit: MAX_EVIDENCE_BYTES,
    expected: upload.expected,
    accept: (bytes) => {
      type = sniff(bytes, upload.fileName);
      return type !== undefined;
    },
  });
  if (!put.ok) return FAULTS[put.error]();
  if (type === undefined) return FAULTS.refused();
  const mediaType = type;
  const { sha256, size } = put.value;
  return inTransaction(db, async (tx): Promise<Result<Added, Failure>> => {
    const id = newId();
    const title = upload.title ?? titleOf(upload.fileName);
    const inserted = await tx
      .insertInto("evidence")
      .values({
        id,
        submission_id: head.id,
        title,
        file_name: upload.fileName,
        media_type: mediaType,
        size,
        sha256,
        added_at: clock().toISOString(),
        added_by: actor.accountId,
        in_report: upload.inReport === true && isImage(mediaType) ? 1 : 0,
      })
      .onConflict((conflict) => conflict.columns(["submission_id", "sha256"]).doNothing())
      .executeTakeFirstOrThrow();
    if (inserted.numInsertedOrUpdatedRows === 0n) {
      const known = await tx
        .selectFrom("evidence")
        .select("id")
        .where("submission_id", "=", head.id)
        .where("sha256", "=", sha256)
        .executeTakeFirstOrThrow();
      return ok({ outcome: "duplicate", evidence: await readRecord(tx, head.id, known.id) });
    }
    await putLink(tx, head.id, id, upload.itemKey, upload.slot ?? null);
    await record(
      tx,
      { organisationId: head.organisationId, accountId: actor.accountId, at: clock() },
      { type: "evidence.added", submissionId: head.id, evidenceId: id, title, sha256 },
    );
    return ok({ outcome: "stored", evidence: await readRecord(tx, head.id, id) });
  });
}
