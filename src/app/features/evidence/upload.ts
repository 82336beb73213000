import { CallError, failureOf, urlOf } from "#app/data/client.ts";
import { addEvidence } from "#core/api/submission.ts";
import type { Evidence } from "#core/evidence/evidence.ts";

export interface UploadTarget {
  submissionId: string;
  itemKey: string;
  slot: string | undefined;
}

export type UploadOutcome = { outcome: "stored" | "duplicate"; evidence: Evidence };

/** Sends one file; XMLHttpRequest because fetch does not tell how much has gone out. */
export function upload(
  file: File,
  target: UploadTarget,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<UploadOutcome> {
  const url = urlOf(addEvidence, {
    params: { submissionId: target.submissionId },
    query: { item: target.itemKey, slot: target.slot, fileName: file.name },
  });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(new CallError("offline", "上传中断，请检查网络后重试"));
    request.onabort = () => reject(new DOMException("aborted", "AbortError"));
    request.onload = () => {
      if (request.status >= 400) return reject(failureOf(request.responseText));
      const parsed = addEvidence.response?.safeParse(JSON.parse(request.responseText));
      if (parsed?.success) resolve(parsed.data);
      else reject(new CallError("unreadable", "服务器的应答无法识别，请刷新页面"));
    };
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
