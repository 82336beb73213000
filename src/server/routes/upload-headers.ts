import { z } from "zod";
import { type UploadMetadata, uploadLength, uploadMetadata } from "#core/api/upload.ts";
import { ApiError } from "#server/routes/api-error.ts";

const refused = (path: string): ApiError =>
  new ApiError({
    code: "request.invalid",
    message: "上传请求不完整，请刷新页面后重试",
    details: [{ path: `headers.${path}`, code: "upload.malformed", message: "缺少或无法识别" }],
  });

/** What a tus creation announces: how many bytes, and what they are. */
export function readAnnouncement(headers: Headers): { size: number; metadata: UploadMetadata } {
  const size = uploadLength.safeParse(headers.get("upload-length") ?? undefined);
  if (!size.success) throw refused("Upload-Length");
  const metadata = uploadMetadata.safeParse(readPairs(headers.get("upload-metadata") ?? ""));
  if (metadata.success) return { size: size.data, metadata: metadata.data };
  throw new ApiError({
    code: "request.invalid",
    message: metadata.error.issues[0]?.message ?? "上传请求不完整，请刷新页面后重试",
    details: metadata.error.issues.map((issue) => ({
      path: ["headers", "Upload-Metadata", ...issue.path.map(String)].join("."),
      code: `request.${issue.code.replaceAll("_", "-")}`,
      message: issue.message,
    })),
  });
}

const base64 = z.base64();

/** `name base64,name base64`: the values are UTF-8. */
function readPairs(header: string): Record<string, string> {
  const pairs = header.split(",").map((pair) => pair.trim().split(" "));
  return Object.fromEntries(
    pairs.flatMap(([name = "", value = ""]) =>
      value !== "" && base64.safeParse(value).success ? [[name, utf8(value)]] : [],
    ),
  );
}

function utf8(value: string): string {
  const bytes = Uint8Array.from(atob(value), (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
