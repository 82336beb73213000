import { unwrap } from "#server/routes/api-error.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import { notFound } from "#server/services/failure.ts";
import type { Db } from "#server/store/store.ts";

/** The small picture of a record's newest file; 204 where there is none, so that a list asks without an error. */
export async function thumbnailResponse(
  db: Db,
  { submissionId, evidenceId }: { submissionId: string; evidenceId: string },
  request: Request,
): Promise<Response> {
  const [record] = await readEvidence(db, submissionId, evidenceId);
  if (!record) return unwrap(notFound());
  const row = await db
    .selectFrom("thumbnail")
    .select("image")
    .where("submission_id", "=", submissionId)
    .where("sha256", "=", record.sha256)
    .executeTakeFirst();
  const headers = new Headers({ "cache-control": "private, no-cache", etag: `"t-${record.sha256}"` });
  if (!row) return new Response(null, { status: 204 });
  if (request.headers.get("if-none-match") === headers.get("etag")) return new Response(null, { status: 304, headers });
  headers.set("content-type", "image/jpeg");
  headers.set("content-security-policy", "sandbox; default-src 'none'");
  return new Response(
    Uint8Array.from(atob(row.image), (letter) => letter.charCodeAt(0)),
    { headers },
  );
}
