import type { Ledger } from "#core/review/ledger.ts";
import { type GivenVerdict, makeLedger } from "#core/review/score.ts";
import type { Template } from "#core/template/schema.ts";
import type { CycleRow } from "#server/services/review/cycle-rows.ts";
import type { Db } from "#server/store/store.ts";

/** The ledgers of all versions that stand, from narrow rows: without reasons and names. By submission. */
export async function readLedgers(
  db: Db,
  cycle: CycleRow,
  template: Template,
  submissionIds: readonly string[],
): Promise<ReadonlyMap<string, Ledger>> {
  if (submissionIds.length === 0) return new Map();
  const items = await db
    .selectFrom("snapshot_item")
    .innerJoin("submission_flow", (join) =>
      join
        .onRef("submission_flow.submission_id", "=", "snapshot_item.submission_id")
        .onRef("submission_flow.current_round", "=", "snapshot_item.round"),
    )
    .select(["snapshot_item.submission_id", "snapshot_item.item_key", "snapshot_item.hash", "snapshot_item.self_score"])
    .where("snapshot_item.submission_id", "in", submissionIds)
    .execute();
  const given = await db
    .selectFrom("verdict")
    .select(["submission_id", "item_key", "verdict", "score", "item_hash"])
    .where("submission_id", "in", submissionIds)
    .execute();
  const hashes = new Map(items.map((row) => [`${row.submission_id} ${row.item_key}`, row.hash]));
  const self = new Map(submissionIds.map((id) => [id, new Map<string, string>()]));
  for (const row of items) if (row.self_score !== null) self.get(row.submission_id)?.set(row.item_key, row.self_score);
  const verdicts = new Map(submissionIds.map((id) => [id, new Map<string, GivenVerdict[]>()]));
  for (const row of given) {
    const ofSubmission = verdicts.get(row.submission_id);
    const earlier = hashes.get(`${row.submission_id} ${row.item_key}`) !== row.item_hash;
    const all = ofSubmission?.get(row.item_key) ?? [];
    all.push({ inspector: "", verdict: row.verdict, score: row.score, deductions: [], earlier });
    ofSubmission?.set(row.item_key, all);
  }
  return new Map(
    submissionIds.map((id) => [
      id,
      makeLedger(template, cycle.scoring, self.get(id) ?? new Map(), verdicts.get(id) ?? new Map()),
    ]),
  );
}
