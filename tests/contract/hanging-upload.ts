import { request } from "node:http";
import { UPLOAD_CONTENT_TYPE } from "#core/api/upload.ts";
import { tusHeaders } from "#mocks/upload-file.ts";

/** Sends what is given of an upload and then nothing more, the request unfinished. */
export function hangingUpload(url: string, cookie: string, bytes: Uint8Array): { ended: Promise<void> } {
  const headers = { ...tusHeaders, cookie, "upload-offset": "0", "content-type": UPLOAD_CONTENT_TYPE };
  const sent = request(url, { method: "PATCH", headers });
  sent.on("response", (answer) => answer.resume()).on("error", () => undefined);
  const ended = new Promise<void>((resolve) => sent.on("close", resolve));
  sent.write(bytes);
  return { ended };
}
