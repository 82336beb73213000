import type { FrozenEvidence } from "#core/review/frozen.ts";
import { type Round, readFrozenItem } from "#server/services/review/snapshot-rows.ts";
import type { Db } from "#server/store/store.ts";

/** The items that a record stood under in a version that was not taken back. */
export async function itemsOfEvidence(db: Db, { submissionId, round }: Round, evidenceId: string): Promise<string[]> {
  if (await wasRecalled(db, { submissionId, round })) return [];
  const rows = await db
    .selectFrom("snapshot_file")
    .select("item_key")
    .where("submission_id", "=", submissionId)
    .where("round", "=", round)
    .where("evidence_id", "=", evidenceId)
    .orderBy("item_key")
    .execute();
  return rows.map(({ item_key }) => item_key);
}

/** What was taken back before anybody read it is the district's own again. */
export async function wasRecalled(db: Db, { submissionId, round }: Round): Promise<boolean> {
  const step = await db
    .selectFrom("flow_step")
    .select("version")
    .where("submission_id", "=", submissionId)
    .where("round", "=", round)
    .where("event", "=", "recall")
    .executeTakeFirst();
  return step !== undefined;
}

export async function readFrozenEvidence(
  db: Db,
  place: Round,
  evidenceId: string,
): Promise<FrozenEvidence | undefined> {
  const [itemKey] = await itemsOfEvidence(db, place, evidenceId);
  const item = itemKey === undefined ? undefined : await readFrozenItem(db, place, itemKey);
  return item?.evidence.find((each) => each.evidenceId === evidenceId);
}
