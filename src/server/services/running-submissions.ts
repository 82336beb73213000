import { type FilledDraft, filledDraft } from "#core/builder/change.ts";
import { frozenSubmissions } from "#server/services/frozen.ts";
import { readAnswers } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

/** Every submission that is still being filled in on a version, and which of its places are filled. */
export async function runningSubmissions(db: Db, id: string, version: string): Promise<FilledDraft[]> {
  const rows = await db
    .selectFrom("submission")
    .select("id")
    .where("template_id", "=", id)
    .where("template_version", "=", version)
    .orderBy("id")
    .execute();
  const frozen = await frozenSubmissions(
    db,
    rows.map((row) => row.id),
  );
  const filled: FilledDraft[] = [];
  for (const row of rows) if (!frozen.has(row.id)) filled.push(await readFilled(db, row.id));
  return filled;
}

/** Which places of one submission are filled. */
export async function readFilled(db: Db, submissionId: string): Promise<FilledDraft> {
  const answers = await readAnswers(db, submissionId);
  const links = await db
    .selectFrom("evidence_link")
    .innerJoin("evidence", "evidence.id", "evidence_link.evidence_id")
    .select(["item_key", "slot"])
    .where("evidence.submission_id", "=", submissionId)
    .where("evidence.deleted_at", "is", null)
    .execute();
  const slotsOf = (itemKey: string): string[] =>
    links.flatMap((link) => (link.item_key === itemKey && link.slot !== null ? [link.slot] : []));
  return filledDraft(submissionId, new Map([...answers].map(([key, { answer }]) => [key, answer])), slotsOf);
}
