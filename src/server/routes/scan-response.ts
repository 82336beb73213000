import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { contentResponse } from "#server/routes/content.ts";
import { notFound } from "#server/services/failure.ts";
import { readScans } from "#server/services/review/flow-view.ts";
import type { Round } from "#server/services/review/snapshot-rows.ts";

/** The newest scan of a version. */
export async function scanResponse(
  deps: Pick<Deps, "files" | "store">,
  { submissionId, round }: Round,
  request: Request,
): Promise<Response> {
  const scan = (await readScans(deps.store.db, submissionId)).get(round);
  if (!scan) return unwrap(notFound());
  const { fileName, size, sha256 } = scan;
  return contentResponse(deps, { fileName, size, sha256, mediaType: "application/pdf", flags: [] }, request);
}
