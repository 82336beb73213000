import { DetailedError, Upload } from "tus-js-client";
import { CallError, failureOf } from "#app/data/client.ts";
import { ACCOUNT_HEADER } from "#core/api/endpoint.ts";

export interface Transfer {
  file: Blob;
  /** where uploads are begun */
  endpoint: string;
  /** one that was begun before */
  url: string | undefined;
  /** in whose name */
  accountId: string;
  metadata: Readonly<Record<string, string | undefined>>;
  onUrl: (url: string) => void;
  onSent: (sent: number) => void;
  signal: AbortSignal;
}

/** Small enough that a proxy lets it pass and a slow line finishes it, large enough to cost nothing. */
const CHUNK = 16 * 1024 * 1024;

/** Sends what is missing of a file. Whoever calls decides when to try again: here every failure ends it. */
export function transfer({ signal, metadata, ...to }: Transfer): Promise<void> {
  const given = Object.entries(metadata).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return new Promise((resolve, reject) => {
    const upload = new Upload(to.file as File, {
      endpoint: to.endpoint,
      uploadUrl: to.url ?? null,
      headers: { [ACCOUNT_HEADER]: to.accountId },
      metadata: Object.fromEntries(given),
      chunkSize: CHUNK,
      retryDelays: null,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => upload.url && to.onUrl(upload.url),
      onProgress: (sent) => to.onSent(sent),
      onError: (error) => reject(asCallError(error)),
      onSuccess: () => resolve(),
    });
    const stop = (): void => {
      void upload.abort();
      reject(new DOMException("aborted", "AbortError"));
    };
    if (signal.aborted) {
      stop();
      return;
    }
    signal.addEventListener("abort", stop, { once: true });
    upload.start();
  });
}

function asCallError(error: Error): Error {
  if (!(error instanceof DetailedError)) return error;
  if (!error.originalResponse) return new CallError("offline", "连接不上服务器");
  return failureOf(error.originalResponse.getBody() || "");
}

/** The server forgets what it has of a file. */
export const abandon = (url: string, accountId: string): Promise<void> =>
  Upload.terminate(url, { headers: { [ACCOUNT_HEADER]: accountId }, retryDelays: null });
