import type { Actor } from "#core/access/access.ts";
import { type Description, MAX_EVIDENCE_BYTES } from "#core/evidence/evidence.ts";
import { ACCEPTED_TEXT } from "#core/evidence/inspection.ts";
import { sniff } from "#core/evidence/sniff.ts";
import type { Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import type { Bytes, PutFault } from "#server/files/files.ts";
import { checkContent, storedSource } from "#server/services/content-check.ts";
import { checkPlace } from "#server/services/evidence-rows.ts";
import { type Added, addEvidenceRecord } from "#server/services/evidence-store.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

type Using = Pick<Deps, "files" | "clock" | "newId">;

export interface Upload {
  itemKey: string;
  slot: string | undefined;
  fileName: string;
  title?: string;
  inReport?: boolean;
  pagesCited?: string | undefined;
  description?: Partial<Description>;
  stream: Bytes;
  expected: number | undefined;
}

const TITLE_LENGTH = 200;

export const titleOf = (fileName: string): string =>
  (fileName.replace(/\.[^.]{1,8}$/, "").trim() || fileName).slice(0, TITLE_LENGTH);

const FAULTS: Record<PutFault, () => { ok: false; error: Failure }> = {
  "too-large": () =>
    fail("request.too-large", `单个文件不能超过${MAX_EVIDENCE_BYTES / 1024 ** 3} GB，请压缩或拆分后再上传`),
  refused: () => fail("evidence.type-refused", `不接受这种文件。${ACCEPTED_TEXT}，请转换后再上传`),
  empty: () => fail("evidence.empty", "文件是空的，请检查后重新选择"),
  interrupted: () => fail("evidence.interrupted", "上传中断，文件未保存，请重新上传"),
  full: () => fail("store.full", "存储空间已满，文件未保存，请联系管理员清理磁盘"),
};

/** A file that is here in one piece, as the sample's are. The row comes after the bytes are durable. */
export async function addEvidence(
  { files, clock, newId }: Using,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  upload: Upload,
): Promise<Result<Added, Failure>> {
  const place = checkPlace(head, upload.itemKey, upload.slot);
  if (!place.ok) return place;
  const put = await files.put(upload.stream, {
    limit: MAX_EVIDENCE_BYTES,
    expected: upload.expected,
    accept: (bytes) => sniff(bytes, upload.fileName) !== undefined,
  });
  if (!put.ok) return FAULTS[put.error]();
  const { sha256, size } = put.value;
  const checked = await checkContent(storedSource(files, sha256, size), upload.fileName);
  if (!checked.ok) return checked;
  return addEvidenceRecord({ clock, newId }, db, actor, head, {
    itemKey: upload.itemKey,
    slot: upload.slot,
    pagesCited: upload.pagesCited,
    title: upload.title ?? titleOf(upload.fileName),
    inReport: upload.inReport,
    description: upload.description,
    file: { fileName: upload.fileName, sha256, size, ...checked.value },
  });
}
