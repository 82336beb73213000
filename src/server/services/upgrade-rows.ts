import type { Selectable } from "kysely";
import { z } from "zod";
import { type Orphan, orphan, type UpgradeRecord, upgradeRecord } from "#core/api/upgrade.ts";
import { record } from "#core/record.ts";
import type { SubmissionOrphanTable } from "#server/store/builder-schema.ts";
import type { Db } from "#server/store/store.ts";

const storedLink = z.object({
  evidenceId: z.string(),
  itemKey: z.string(),
  slot: z.string().nullable(),
  position: z.int(),
  pagesCited: z.string(),
});

/** What one upgrade has written, as far as taking it back needs it. */
const upgradeBody = z.object({
  counts: upgradeRecord.shape.counts,
  items: z.array(z.object({ itemKey: z.string(), from: z.int(), to: z.int() })),
  /** the revision of every answer when it was done */
  stood: record(z.string(), z.int()),
  links: z.object({ before: z.array(storedLink), after: z.array(storedLink) }),
  /** items that were given a unit */
  assigned: z.array(z.string()),
  threads: z.array(z.object({ id: z.string(), from: z.string(), to: z.string() })),
});
export type UpgradeBody = z.infer<typeof upgradeBody>;

export interface StoredUpgrade extends UpgradeRecord {
  body: UpgradeBody;
}

const rows = (db: Db, submissionId: string) =>
  db
    .selectFrom("submission_upgrade")
    .innerJoin("auth_user", "auth_user.id", "submission_upgrade.applied_by")
    .selectAll("submission_upgrade")
    .select("auth_user.name")
    .where("submission_upgrade.submission_id", "=", submissionId);

type Row = Awaited<ReturnType<ReturnType<typeof rows>["execute"]>>[number];

function toUpgrade(row: Row): StoredUpgrade {
  const body = upgradeBody.parse(JSON.parse(row.body));
  return {
    id: row.id,
    from: row.from_version,
    to: row.to_version,
    appliedAt: row.applied_at,
    appliedBy: row.name,
    counts: body.counts,
    undoneAt: row.undone_at,
    body,
  };
}

export const told = ({ body: _, ...upgrade }: StoredUpgrade): UpgradeRecord => upgrade;

/** Newest first. */
export async function readUpgrades(db: Db, submissionId: string): Promise<UpgradeRecord[]> {
  const all = await rows(db, submissionId)
    .orderBy("submission_upgrade.applied_at", "desc")
    .orderBy("submission_upgrade.id", "desc")
    .execute();
  return all.map(toUpgrade).map(told);
}

export async function readUpgrade(db: Db, submissionId: string, upgradeId: string): Promise<StoredUpgrade | undefined> {
  const row = await rows(db, submissionId).where("submission_upgrade.id", "=", upgradeId).executeTakeFirst();
  return row && toUpgrade(row);
}

export async function upgradeOfKey(db: Db, submissionId: string, key: string): Promise<UpgradeRecord | undefined> {
  const row = await rows(db, submissionId).where("submission_upgrade.request_key", "=", key).executeTakeFirst();
  return row && told(toUpgrade(row));
}

/** What is kept of an orphan; who dealt with it stands beside. */
const orphanBody = orphan.omit({ id: true, upgradeId: true, from: true, to: true, settledAt: true, settledBy: true });
export type OrphanBody = z.infer<typeof orphanBody>;

export async function insertOrphans(
  tx: Db,
  of: { submissionId: string; upgradeId: string; newId: () => string },
  orphans: readonly OrphanBody[],
): Promise<void> {
  for (const [position, body] of orphans.entries())
    await tx
      .insertInto("submission_orphan")
      .values({
        id: of.newId(),
        submission_id: of.submissionId,
        upgrade_id: of.upgradeId,
        position,
        body: JSON.stringify(body),
        settled_at: null,
        settled_by: null,
      })
      .execute();
}

type OrphanRow = Selectable<SubmissionOrphanTable> & { from_version: string; to_version: string; name: string | null };

const toOrphan = (row: OrphanRow): Orphan => ({
  ...orphanBody.parse(JSON.parse(row.body)),
  id: row.id,
  upgradeId: row.upgrade_id,
  from: row.from_version,
  to: row.to_version,
  settledAt: row.settled_at,
  settledBy: row.name,
});

/** Of the upgrades that stand, newest first; one of them with `orphanId`. */
export async function readOrphans(db: Db, submissionId: string, orphanId?: string): Promise<Orphan[]> {
  const all = db
    .selectFrom("submission_orphan")
    .innerJoin("submission_upgrade", "submission_upgrade.id", "submission_orphan.upgrade_id")
    .leftJoin("auth_user", "auth_user.id", "submission_orphan.settled_by")
    .selectAll("submission_orphan")
    .select(["submission_upgrade.from_version", "submission_upgrade.to_version", "auth_user.name"])
    .where("submission_orphan.submission_id", "=", submissionId)
    .where("submission_upgrade.undone_at", "is", null)
    .orderBy("submission_upgrade.applied_at", "desc")
    .orderBy("submission_upgrade.id", "desc")
    .orderBy("submission_orphan.position");
  const found = await (orphanId === undefined ? all : all.where("submission_orphan.id", "=", orphanId)).execute();
  return found.map(toOrphan);
}

/** How many of them nobody has dealt with, by submission. */
export async function countLeftover(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("submission_orphan")
    .innerJoin("submission_upgrade", "submission_upgrade.id", "submission_orphan.upgrade_id")
    .select(({ fn }) => ["submission_orphan.submission_id", fn.countAll<number | string>().as("amount")])
    .where("submission_upgrade.undone_at", "is", null)
    .where("submission_orphan.settled_at", "is", null)
    .groupBy("submission_orphan.submission_id")
    .execute();
  return new Map(rows.map(({ submission_id, amount }) => [submission_id, Number(amount)]));
}
