import { z } from "zod";
import { ok, type Result } from "#core/result.ts";
import { type FrozenItem, frozenItem } from "#core/review/frozen.ts";
import { type LastYearFigures, lastYearFigures } from "#core/submission/last-year.ts";
import { type Failure, notFound } from "#server/services/failure.ts";
import type { Db } from "#server/store/store.ts";

/** The stored reference to one frozen version. */
export interface Round {
  submissionId: string;
  round: number;
}

export interface SnapshotMeta {
  round: number;
  hash: string;
  baseRound: number | null;
  submittedAt: string;
  submittedBy: string;
  lastYear: LastYearFigures | null;
}

export const parseItem = (body: string): FrozenItem => frozenItem.parse(JSON.parse(body));

export async function readFrozenItem(
  db: Db,
  { submissionId, round }: Round,
  itemKey: string,
): Promise<FrozenItem | undefined> {
  const row = await db
    .selectFrom("snapshot_item")
    .select("body")
    .where("submission_id", "=", submissionId)
    .where("round", "=", round)
    .where("item_key", "=", itemKey)
    .executeTakeFirst();
  return row && parseItem(row.body);
}

/** In no order: the checklist has one. */
export async function readFrozenItems(db: Db, { submissionId, round }: Round): Promise<Map<string, FrozenItem>> {
  const rows = await db
    .selectFrom("snapshot_item")
    .select(["item_key", "body"])
    .where("submission_id", "=", submissionId)
    .where("round", "=", round)
    .execute();
  return new Map(rows.map((row) => [row.item_key, parseItem(row.body)]));
}

const storedFigures = z.string().transform((text) => lastYearFigures.parse(JSON.parse(text)));

export async function readSnapshot(db: Db, { submissionId, round }: Round): Promise<Result<SnapshotMeta, Failure>> {
  const row = await db
    .selectFrom("snapshot")
    .innerJoin("auth_user", "auth_user.id", "snapshot.submitted_by")
    .select(["snapshot.hash", "snapshot.base_round", "snapshot.submitted_at", "snapshot.last_year", "auth_user.name"])
    .where("snapshot.submission_id", "=", submissionId)
    .where("snapshot.round", "=", round)
    .executeTakeFirst();
  if (!row) return notFound();
  return ok({
    round,
    hash: row.hash,
    baseRound: row.base_round,
    submittedAt: row.submitted_at,
    submittedBy: row.name,
    lastYear: row.last_year === null ? null : storedFigures.parse(row.last_year),
  });
}
