import { fillPath } from "#core/api/endpoint.ts";
import { createUpload, finishUpload, UPLOAD_CONTENT_TYPE } from "#core/api/upload.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { type ApiOutput, callApi } from "#mocks/call-api.ts";
import { sha256Of } from "#server/files/intake.ts";

export const ORIGIN = "http://ziping.test";

export interface UploadedFile {
  submissionId: string;
  item?: string;
  slot?: string;
  replaces?: string;
  fileName: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** instead of the true one */
  sha256?: string;
  /** instead of the true one */
  length?: number;
  headers?: Readonly<Record<string, string>>;
}

type App = Pick<MockApp, "fetch">;

const utf8Base64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));

export const tusHeaders = { "tus-resumable": "1.0.0" } as const;

/** Upload-Metadata as a client sends it. */
export const metadataHeader = (pairs: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(pairs)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${utf8Base64(value)}`]))
    .join(",");

/** Makes room for a file; the answer's Location is the upload. */
export async function beginUpload(app: App, file: UploadedFile): Promise<Response> {
  const { submissionId, item, slot, replaces, fileName, bytes } = file;
  const sha256 = file.sha256 ?? (await sha256Of(bytes));
  return app.fetch(
    new Request(ORIGIN + fillPath(createUpload.path, { submissionId }), {
      method: "POST",
      headers: {
        ...tusHeaders,
        ...file.headers,
        "upload-length": String(file.length ?? bytes.length),
        "upload-metadata": metadataHeader({ item, slot, replaces, fileName, sha256 }),
      },
    }),
  );
}

export const patchUpload = (
  app: App,
  location: string,
  offset: number,
  body: BodyInit,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> => {
  const init: RequestInit & { duplex: "half" } = {
    method: "PATCH",
    headers: { ...tusHeaders, ...headers, "upload-offset": String(offset), "content-type": UPLOAD_CONTENT_TYPE },
    body,
    duplex: "half",
  };
  return app.fetch(new Request(ORIGIN + location, init));
};

export const finish = (
  app: App,
  submissionId: string,
  location: string,
  options: { thumbnail?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<ApiOutput> =>
  callApi(app, finishUpload, {
    params: { submissionId, uploadId: location.split("/").at(-1) ?? "" },
    body: options.thumbnail === undefined ? {} : { thumbnail: options.thumbnail },
    ...(options.headers ? { headers: options.headers } : {}),
  });

/** The whole way of a file over the contract: room, bytes, record. Stops at the first refusal. */
export async function uploadFile(app: App, file: UploadedFile): Promise<ApiOutput> {
  const begun = await beginUpload(app, file);
  if (begun.status >= 400) return { status: begun.status, headers: begun.headers, body: await begun.json() };
  const location = begun.headers.get("location") ?? "";
  const sent = await patchUpload(app, location, 0, file.bytes, file.headers);
  if (sent.status >= 400) return { status: sent.status, headers: sent.headers, body: await sent.json() };
  return finish(app, file.submissionId, location, file.headers ? { headers: file.headers } : {});
}
