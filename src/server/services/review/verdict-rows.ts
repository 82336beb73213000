import type { Selectable } from "kysely";
import { z } from "zod";
import { deduction, type Verdict } from "#core/review/verdict.ts";
import type { VerdictTable } from "#server/store/review-schema.ts";
import type { Db } from "#server/store/store.ts";

const deductions = z.array(deduction);

/** `currentHash` is the item's in the version that stands: a verdict on another text is one on an earlier text. */
export const toVerdict = (row: Selectable<VerdictTable> & { name: string }, currentHash: string): Verdict => ({
  accountId: row.account_id,
  inspector: row.name,
  verdict: row.verdict,
  score: row.score,
  deductions: deductions.parse(JSON.parse(row.deductions)),
  opinion: row.opinion,
  agenda: row.agenda === 1,
  revision: row.revision,
  round: row.round,
  itemHash: row.item_hash,
  earlier: row.item_hash !== currentHash,
  at: row.at,
});

/** In the order in which they were given. */
const verdictsOf = (db: Db, submissionId: string) =>
  db
    .selectFrom("verdict")
    .innerJoin("auth_user", "auth_user.id", "verdict.account_id")
    .selectAll("verdict")
    .select("auth_user.name")
    .where("verdict.submission_id", "=", submissionId)
    .orderBy("verdict.at")
    .orderBy("verdict.account_id");

export async function readVerdicts(
  db: Db,
  submissionId: string,
  itemKey: string,
  currentHash: string,
): Promise<Verdict[]> {
  const rows = await verdictsOf(db, submissionId).where("verdict.item_key", "=", itemKey).execute();
  return rows.map((row) => toVerdict(row, currentHash));
}

/** Every revision, newest first. */
export async function readVerdictHistory(
  db: Db,
  submissionId: string,
  itemKey: string,
  currentHash: string,
): Promise<Verdict[]> {
  const rows = await db
    .selectFrom("verdict_revision")
    .innerJoin("auth_user", "auth_user.id", "verdict_revision.account_id")
    .selectAll("verdict_revision")
    .select("auth_user.name")
    .where("verdict_revision.submission_id", "=", submissionId)
    .where("verdict_revision.item_key", "=", itemKey)
    .orderBy("verdict_revision.at", "desc")
    .orderBy("verdict_revision.account_id")
    .orderBy("verdict_revision.revision", "desc")
    .execute();
  return rows.map((row) => toVerdict(row, currentHash));
}

/** By item, all of a submission with their reasons. */
export async function readAllVerdicts(
  db: Db,
  submissionId: string,
  hashOf: (itemKey: string) => string,
): Promise<Map<string, Verdict[]>> {
  const rows = await verdictsOf(db, submissionId).execute();
  const byItem = new Map<string, Verdict[]>();
  for (const row of rows) {
    const verdict = toVerdict(row, hashOf(row.item_key));
    byItem.set(row.item_key, [...(byItem.get(row.item_key) ?? []), verdict]);
  }
  return byItem;
}
