import type { Ledger } from "#core/review/ledger.ts";
import { makeLedger } from "#core/review/score.ts";
import type { Verdict } from "#core/review/verdict.ts";
import { readConclusion } from "#server/services/review/conclusion-rows.ts";
import type { ReviewContext } from "#server/services/review/review-context.ts";
import { readHashes } from "#server/services/review/thread-rows.ts";
import { readAllVerdicts } from "#server/services/review/verdict-rows.ts";
import type { Db } from "#server/store/store.ts";

export interface Counted {
  ledger: Ledger;
  verdicts: ReadonlyMap<string, readonly Verdict[]>;
}

/** As the verdicts stand now. */
export async function countLedger(db: Db, { head, cycle, round }: ReviewContext): Promise<Counted> {
  const place = { submissionId: head.id, round };
  const hashes = await readHashes(db, place);
  const verdicts = await readAllVerdicts(db, head.id, (itemKey) => hashes.get(itemKey) ?? "");
  const rows = await db
    .selectFrom("snapshot_item")
    .select(["item_key", "self_score"])
    .where("submission_id", "=", head.id)
    .where("round", "=", round)
    .execute();
  const self = new Map(
    rows.flatMap(({ item_key, self_score }) => (self_score === null ? [] : [[item_key, self_score] as const])),
  );
  return { ledger: makeLedger(head.template, cycle.scoring, self, verdicts), verdicts };
}

/** Frozen at both ends: self scores at submission, verified ones at the conclusion. */
export async function readLedger(db: Db, context: ReviewContext): Promise<{ frozen: boolean; ledger: Ledger }> {
  const concluded = await readConclusion(db, context.head.id);
  if (concluded) return { frozen: true, ledger: concluded.ledger };
  return { frozen: false, ledger: (await countLedger(db, context)).ledger };
}
