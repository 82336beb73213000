import type { Actor } from "#core/access/access.ts";
import { type Description, type FileContent, MAX_EVIDENCE_BYTES } from "#core/evidence/evidence.ts";
import { ACCEPTED_TEXT } from "#core/evidence/inspection.ts";
import { sniff } from "#core/evidence/sniff.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import type { Bytes, PutFault } from "#server/files/files.ts";
import { checkContent, storedSource } from "#server/services/content-check.ts";
import { checkPlace } from "#server/services/evidence-rows.ts";
import { type Added, addEvidenceRecord, type Storing } from "#server/services/evidence-store.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

/** Bytes on their way in. */
export interface Arriving {
  fileName: string;
  stream: Bytes;
  expected: number | undefined;
}

/** What is said of a file beside its bytes. */
export interface Described {
  itemKey: string;
  slot: string | undefined;
  title?: string;
  inReport?: boolean;
  pagesCited?: string | undefined;
  description?: Partial<Description>;
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

/** Makes the bytes durable and looks at them; several may arrive at once. */
export async function takeFile(
  { files }: Pick<Deps, "files">,
  { fileName, stream, expected }: Arriving,
): Promise<Result<FileContent, Failure>> {
  const put = await files.put(stream, {
    limit: MAX_EVIDENCE_BYTES,
    expected,
    accept: (bytes) => sniff(bytes, fileName) !== undefined,
  });
  if (!put.ok) return FAULTS[put.error]();
  const { sha256, size } = put.value;
  const checked = await checkContent(storedSource(files, sha256, size), fileName);
  if (!checked.ok) return checked;
  return ok({ fileName, sha256, size, ...checked.value });
}

/** The record of a file that was taken in; its title, where none is given, is its name. */
export const recordFile = (
  using: Storing,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  { title, ...described }: Described,
  file: FileContent,
): Promise<Result<Added, Failure>> =>
  addEvidenceRecord(using, db, actor, head, { ...described, title: title ?? titleOf(file.fileName), file });

/** A file that is here in one piece. The row comes after the bytes are durable. */
export async function addEvidence(
  { files, clock, newId }: Pick<Deps, "files"> & Storing,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  { fileName, stream, expected, ...described }: Arriving & Described,
): Promise<Result<Added, Failure>> {
  const place = checkPlace(head, described.itemKey, described.slot);
  if (!place.ok) return place;
  const taken = await takeFile({ files }, { fileName, stream, expected });
  return taken.ok ? recordFile({ clock, newId }, db, actor, head, described, taken.value) : taken;
}
