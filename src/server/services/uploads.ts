import type { Actor } from "#core/access/access.ts";
import { isTooLarge, type UploadMetadata } from "#core/api/upload.ts";
import { MAX_EVIDENCE_BYTES } from "#core/evidence/evidence.ts";
import { ACCEPTED_TEXT } from "#core/evidence/inspection.ts";
import { SNIFF_BYTES, sniff } from "#core/evidence/sniff.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import type { ArrivalFault } from "#server/files/arrivals.ts";
import type { Bytes } from "#server/files/files.ts";
import { peek } from "#server/files/peek.ts";
import { checkPlace } from "#server/services/evidence-rows.ts";
import { type Failure, fail, invalid } from "#server/services/failure.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { forget, forgetExpired, insertUpload, prolong, type UploadRow } from "#server/services/upload-rows.ts";

const GIGABYTES = MAX_EVIDENCE_BYTES / 1024 ** 3;

const FAULTS: Record<ArrivalFault, () => { ok: false; error: Failure }> = {
  malformed: () => invalid("headers", "upload.malformed", "上传请求不完整，请刷新页面后继续上传"),
  gone: () => fail("resource.not-found", "服务器上已没有这次上传，请重新选择文件上传"),
  "out-of-step": () => fail("upload.out-of-step", "上传进度与服务器不一致，正在重新核对后继续"),
  "too-large": () => fail("request.too-large", "收到的内容比文件原来的长度多，请重新选择文件上传"),
  interrupted: () => fail("evidence.interrupted", "上传中断，已收到的部分保留，请继续上传"),
  full: () => fail("store.full", "存储空间已满，已收到的部分保留，请联系管理员清理磁盘后继续上传"),
  unavailable: () => fail("store.unavailable", "材料存储暂时无法访问，已收到的部分保留，请稍后继续上传"),
};

type Using = Pick<Deps, "arrivals" | "clock" | "newId" | "store">;

/** Room for a file that is allowed to come. */
export async function startUpload(
  deps: Using,
  actor: Actor,
  head: SubmissionHead,
  request: Request,
  { size, metadata }: { size: number; metadata: UploadMetadata },
): Promise<Result<Response, Failure>> {
  const { db } = deps.store;
  if (size === 0) return fail("evidence.empty", "文件是空的，请检查后重新选择");
  if (isTooLarge(size)) return fail("request.too-large", `单个文件不能超过${GIGABYTES} GB，请压缩或拆分后再上传`);
  if (metadata.item !== undefined) {
    const place = checkPlace(head, metadata.item, metadata.slot);
    if (!place.ok) return place;
  }
  await forgetExpired(deps, db);
  const id = await insertUpload(deps, db, actor, { submissionId: head.id, size, metadata });
  const served = await relay(deps, request, { id, size });
  if (!served.ok) await forget(deps, db, id);
  return served;
}

/** How much has arrived. To ask is to mean to go on. */
export async function uploadState(deps: Using, row: UploadRow, request: Request): Promise<Result<Response, Failure>> {
  const until = await prolong(deps, deps.store.db, row.id);
  const asked =
    request.method === "HEAD" ? request : new Request(request.url, { method: "HEAD", headers: request.headers });
  const served = await relay(deps, asked, row);
  if (served.ok) served.value.headers.set("upload-expires", new Date(until).toUTCString());
  return served;
}

/** The next bytes; the first ones tell whether the rest need come at all. */
export async function appendBytes(
  deps: Using,
  row: UploadRow,
  request: Request,
  bytes: Bytes,
): Promise<Result<Response, Failure>> {
  if (request.headers.get("upload-offset") !== "0") return relay(deps, withBody(request, bytes), row);
  const { head, stream } = await peek(bytes, Math.min(SNIFF_BYTES, row.size));
  const whole = head.length >= Math.min(SNIFF_BYTES, row.size);
  if (whole && sniff(head, row.file_name) === undefined) {
    await stream.cancel().then(undefined, () => undefined);
    await forget(deps, deps.store.db, row.id);
    return fail("evidence.type-refused", `不接受这种文件。${ACCEPTED_TEXT}，请转换后再上传`);
  }
  return relay(deps, withBody(request, stream), row);
}

export async function abandonUpload(deps: Using, row: UploadRow, request: Request): Promise<Result<Response, Failure>> {
  const served = await relay(deps, request, row);
  await forget(deps, deps.store.db, row.id);
  return served;
}

async function relay(
  { arrivals }: Using,
  request: Request,
  { id, size }: { id: string; size: number },
): Promise<Result<Response, Failure>> {
  const served = await arrivals.serve(request, { id, size });
  return served.ok ? ok(served.value) : FAULTS[served.error]();
}

function withBody(request: Request, body: Bytes): Request {
  const init: RequestInit & { duplex: "half" } = {
    method: request.method,
    headers: request.headers,
    body,
    duplex: "half",
  };
  return new Request(request.url, init);
}
