import { z } from "zod";
import type { CarryRecord } from "#core/api/reuse.ts";
import type { Db } from "#server/store/store.ts";

/** What one carry has written, by revision and record, as far as taking it back needs it. */
const carryBody = z.object({
  items: z.array(z.object({ itemKey: z.string(), from: z.int(), to: z.int() })),
  links: z.array(
    z.object({
      evidenceId: z.string(),
      itemKey: z.string(),
      /** the record came with it; otherwise it was there and was only put under the item */
      created: z.boolean(),
    }),
  ),
});
export type CarryBody = z.infer<typeof carryBody>;

export interface StoredCarry extends CarryRecord {
  body: CarryBody;
}

const rows = (db: Db, submissionId: string) =>
  db
    .selectFrom("carry")
    .innerJoin("auth_user", "auth_user.id", "carry.applied_by")
    .selectAll("carry")
    .select("auth_user.name")
    .where("carry.submission_id", "=", submissionId);

type Row = Awaited<ReturnType<ReturnType<typeof rows>["execute"]>>[number];

function toCarry(row: Row): StoredCarry {
  const body = carryBody.parse(JSON.parse(row.body));
  return {
    id: row.id,
    fromYear: row.from_year,
    appliedAt: row.applied_at,
    appliedBy: row.name,
    items: body.items.length,
    evidence: new Set(body.links.map(({ evidenceId }) => evidenceId)).size,
    undoneAt: row.undone_at,
    body,
  };
}

/** Newest first. */
export async function readCarries(db: Db, submissionId: string): Promise<StoredCarry[]> {
  const all = await rows(db, submissionId).orderBy("carry.applied_at", "desc").orderBy("carry.id", "desc").execute();
  return all.map(toCarry);
}

export async function readCarry(db: Db, submissionId: string, carryId: string): Promise<StoredCarry | undefined> {
  const row = await rows(db, submissionId).where("carry.id", "=", carryId).executeTakeFirst();
  return row && toCarry(row);
}

/** The outcome of a request that was sent before. */
export async function carryOfKey(db: Db, submissionId: string, key: string): Promise<StoredCarry | undefined> {
  const row = await rows(db, submissionId).where("carry.request_key", "=", key).executeTakeFirst();
  return row && toCarry(row);
}
