import type { Actor } from "#core/access/access.ts";
import { MAX_PROBLEM_FILE_BYTES } from "#core/api/rectification.ts";
import { type FileContent, mediaType } from "#core/evidence/evidence.ts";
import { cleanFileName } from "#core/evidence/file-name.ts";
import { ACCEPTED_TEXT } from "#core/evidence/inspection.ts";
import { sniff } from "#core/evidence/sniff.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import type { Bytes, PutFault } from "#server/files/files.ts";
import { record } from "#server/services/audit.ts";
import { checkContent, storedSource } from "#server/services/content-check.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { holdProblem } from "#server/services/review/problems.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "files" | "newId" | "store">;

const FAULTS: Record<PutFault, () => { ok: false; error: Failure }> = {
  "too-large": () =>
    fail("request.too-large", `单个文件不能超过${MAX_PROBLEM_FILE_BYTES / 1024 ** 2} MB，请压缩或拆分后再上传`),
  refused: () => fail("evidence.type-refused", `不接受这种文件。${ACCEPTED_TEXT}，请转换后再上传`),
  empty: () => fail("evidence.empty", "文件是空的，请检查后重新选择"),
  interrupted: () => fail("evidence.interrupted", "上传中断，文件没有保存，请重新上传"),
  full: () => fail("store.full", "存储空间已满，文件没有保存，请联系管理员清理磁盘"),
};

/** The bytes are durable and looked into before a row speaks of them. */
export async function addProblemFile(
  using: Using,
  actor: Actor,
  problemId: string,
  { fileName, stream }: { fileName: string; stream: Bytes },
): Promise<Result<void, Failure>> {
  const { clock, files, newId, store } = using;
  const name = cleanFileName(fileName);
  const put = await files.put(stream, {
    limit: MAX_PROBLEM_FILE_BYTES,
    accept: (bytes) => sniff(bytes, name) !== undefined,
  });
  if (!put.ok) return FAULTS[put.error]();
  const { sha256, size } = put.value;
  const checked = await checkContent(storedSource(files, sha256, size), name);
  if (!checked.ok) return checked;
  return inTransaction(store.db, async (tx): Promise<Result<void, Failure>> => {
    const held = await holdProblem(tx, problemId);
    if (!held.ok) return held;
    const at = clock();
    await tx
      .insertInto("problem_evidence")
      .values({
        id: newId(),
        problem_id: problemId,
        file_name: name,
        media_type: checked.value.mediaType,
        size,
        sha256,
        added_at: at.toISOString(),
        added_by: actor.accountId,
        removed_at: null,
      })
      .execute();
    await recordFile(tx, actor, at, held.value, { change: "added", fileName: name, sha256 });
    return ok(undefined);
  });
}

/** Row and bytes stay; it is no longer listed. */
export const removeProblemFile = (
  { clock, store }: Pick<Using, "clock" | "store">,
  actor: Actor,
  { problemId, fileId }: { problemId: string; fileId: string },
): Promise<Result<void, Failure>> =>
  inTransaction(store.db, async (tx): Promise<Result<void, Failure>> => {
    const held = await holdProblem(tx, problemId);
    if (!held.ok) return held;
    const at = clock();
    const removed = await tx
      .updateTable("problem_evidence")
      .set({ removed_at: at.toISOString() })
      .where("id", "=", fileId)
      .where("problem_id", "=", problemId)
      .where("removed_at", "is", null)
      .returning(["file_name", "sha256"])
      .executeTakeFirst();
    if (!removed) return notFound();
    const { file_name: fileName, sha256 } = removed;
    await recordFile(tx, actor, at, held.value, { change: "removed", fileName, sha256 });
    return ok(undefined);
  });

const recordFile = (
  tx: Db,
  actor: Actor,
  at: Date,
  { id, submission_id, number }: { id: string; submission_id: string; number: number },
  file: { change: "added" | "removed"; fileName: string; sha256: string },
): Promise<void> =>
  record(
    tx,
    { organisationId: actor.organisation.id, accountId: actor.accountId, at },
    { type: "problem.file", problemId: id, submissionId: submission_id, number, ...file },
  );

export async function readProblemFile(
  db: Db,
  { problemId, fileId }: { problemId: string; fileId: string },
): Promise<FileContent | undefined> {
  const row = await db
    .selectFrom("problem_evidence")
    .selectAll()
    .where("id", "=", fileId)
    .where("problem_id", "=", problemId)
    .where("removed_at", "is", null)
    .executeTakeFirst();
  return (
    row && {
      fileName: row.file_name,
      mediaType: mediaType.parse(row.media_type),
      size: Number(row.size),
      sha256: row.sha256,
      flags: [],
    }
  );
}
