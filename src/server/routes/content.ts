import type { FileContent } from "#core/evidence/evidence.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { parseRange } from "#server/routes/range.ts";
import { notFound } from "#server/services/failure.ts";

/**
 * Uploaded bytes are shown, never trusted: no script, nothing fetched. An image gets a sandbox as well;
 * the browser's own PDF viewer does not start in one.
 */
const IMAGE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'";
const PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";

/** RFC 8187: the name in UTF-8, percent-encoded. */
export const disposition = (kind: "inline" | "attachment", fileName: string): string =>
  `${kind}; filename*=UTF-8''${encodeURIComponent(fileName).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;

/** The bytes of a record; content never changes, so the browser may keep it and only ask whether it still may see it. */
export async function contentResponse(
  { files }: Pick<Deps, "files">,
  record: FileContent,
  request: Request,
): Promise<Response> {
  const pdf = record.mediaType === "application/pdf";
  const shown = pdf || record.mediaType.startsWith("image/");
  const etag = `"${record.sha256}"`;
  const headers = new Headers({
    etag,
    "cache-control": "private, no-cache",
    "accept-ranges": "bytes",
    "content-security-policy": pdf ? PDF_POLICY : IMAGE_POLICY,
    "content-disposition": disposition(shown ? "inline" : "attachment", record.fileName),
  });
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  headers.set("content-type", record.mediaType);
  const condition = request.headers.get("if-range");
  const range = parseRange(condition === null || condition === etag ? request.headers.get("range") : null, record.size);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${record.size}`);
    return new Response(null, { status: 416, headers });
  }
  const bytes = await files.open(record.sha256, range);
  if (!bytes) return unwrap(notFound());
  headers.set("content-length", String(range ? range.end - range.start + 1 : record.size));
  if (!range) return new Response(bytes, { headers });
  headers.set("content-range", `bytes ${range.start}-${range.end}/${record.size}`);
  return new Response(bytes, { status: 206, headers });
}
