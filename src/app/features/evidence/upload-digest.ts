import type { DigestReply, DigestRequest } from "#app/features/evidence/upload.worker.ts";

export interface Digest {
  sha256: string;
  /** a small JPEG of an image, in base64 */
  thumbnail: string | undefined;
}

/** Reads a file once, piece by piece, in a worker of its own: a page over plain http has no hash of its own. */
export function digestFile(file: File, onShare: (share: number) => void, signal: AbortSignal): Promise<Digest> {
  const worker = new Worker(new URL("./upload.worker.ts", import.meta.url), { type: "module" });
  return new Promise<Digest>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")), { once: true });
    worker.onmessage = ({ data }: MessageEvent<DigestReply>) => {
      if (data.kind === "share") onShare(data.share);
      else if (data.kind === "done") resolve(data);
      else reject(new UnreadableFile());
    };
    worker.onerror = () => reject(new UnreadableFile());
    worker.postMessage(file satisfies DigestRequest);
  }).finally(() => worker.terminate());
}

/** It was moved, changed or taken away since it was chosen. */
export class UnreadableFile extends Error {
  constructor() {
    super("文件无法读取，可能已被移动、修改或正被其他程序占用。请关闭占用它的程序后重新选择");
  }
}
