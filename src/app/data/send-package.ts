import { CallError, failureOf, urlOf } from "#app/data/client.ts";
import { withNumber } from "#app/data/error-number.ts";
import { ACCOUNT_HEADER } from "#core/api/endpoint.ts";
import { type ReceivedPackage, receivedPackage, receivePackage } from "#core/api/package.ts";

export interface SendOptions {
  account: string;
  /** from 0 to 1 */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Sends a package as it lies on the disk. Only XMLHttpRequest tells how much of a body has gone. */
export const sendPackage = (file: Blob, { account, onProgress, signal }: SendOptions): Promise<ReceivedPackage> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    const gone = (): void => reject(new CallError("offline", "连接不上服务器，数据包没有导入。请检查网络后重试"));
    request.open(receivePackage.method, urlOf(receivePackage, {}));
    request.setRequestHeader(ACCOUNT_HEADER, account);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onerror = gone;
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    request.onload = () => {
      if (request.status !== 200) return reject(failureOf(request.responseText));
      const parsed = receivedPackage.safeParse(readJson(request.responseText));
      if (parsed.success) resolve(parsed.data);
      else {
        const number = request.getResponseHeader("x-request-id");
        reject(
          new CallError("unreadable", withNumber("服务器的应答无法识别，请刷新页面；若仍如此，请联系管理员", number)),
        );
      }
    };
    request.onloadend = () => signal.removeEventListener("abort", stop);
    signal.addEventListener("abort", stop);
    request.send(file);
  });

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
