import type { Actor } from "#core/access/access.ts";
import { MAX_SCAN_BYTES, type Scan } from "#core/api/flow.ts";
import { cleanFileName } from "#core/evidence/file-name.ts";
import { sniff } from "#core/evidence/sniff.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import type { Bytes, PutFault } from "#server/files/files.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { type Round, readSnapshot } from "#server/services/review/snapshot-rows.ts";
import { inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "files" | "newId" | "store">;

const FAULTS: Record<PutFault, () => { ok: false; error: Failure }> = {
  "too-large": () =>
    fail("request.too-large", `扫描件不能超过${MAX_SCAN_BYTES / 1024 ** 2} MB，请降低分辨率后重新扫描`),
  refused: () => fail("evidence.type-refused", "扫描件须为PDF文件，请转换后再上传"),
  empty: () => fail("evidence.empty", "文件是空的，请检查后重新选择"),
  interrupted: () => fail("evidence.interrupted", "上传中断，扫描件没有保存，请重新上传"),
  full: () => fail("store.full", "存储空间已满，扫描件没有保存，请联系管理员清理磁盘"),
};

/** The stamped print of exactly this version: whoever brings it says which stamp is printed on it. */
export async function keepScan(
  using: Using,
  actor: Actor,
  place: Round,
  { fileName, stamp, stream }: { fileName: string; stamp: string; stream: Bytes },
): Promise<Result<Scan, Failure>> {
  const { clock, files, newId, store } = using;
  const meta = await readSnapshot(store.db, place);
  if (!meta.ok) return notFound();
  const { hash } = meta.value;
  if (!hash.startsWith(stamp))
    return fail(
      "scan.other-version",
      `扫描件页脚的版本号是${stamp}，而本次报送的版本号是${hash.slice(0, stamp.length)}，不是同一版本，没有保存。请打印本次报送的版本后重新盖章扫描`,
    );
  const name = cleanFileName(fileName);
  const put = await files.put(stream, {
    limit: MAX_SCAN_BYTES,
    accept: (bytes) => sniff(bytes, name) === "application/pdf",
  });
  if (!put.ok) return FAULTS[put.error]();
  const { sha256, size } = put.value;
  return inTransaction(store.db, async (tx): Promise<Result<Scan, Failure>> => {
    const at = clock();
    await tx
      .insertInto("scan")
      .values({
        id: newId(),
        submission_id: place.submissionId,
        round: place.round,
        hash,
        file_name: name,
        size,
        sha256,
        added_at: at.toISOString(),
        added_by: actor.accountId,
      })
      .execute();
    await record(
      tx,
      { organisationId: actor.organisation.id, accountId: actor.accountId, at },
      { type: "scan.added", submissionId: place.submissionId, round: place.round, fileName: name, sha256, hash },
    );
    return ok({ fileName: name, size, sha256, addedAt: at.toISOString(), addedBy: actor.name });
  });
}
