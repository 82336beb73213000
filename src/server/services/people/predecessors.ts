import type { Db } from "#server/store/store.ts";

/** Whose work somebody has taken over, through those who have left in between too. */
export async function readPredecessors(db: Db, accountId: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let ids = [accountId]; ids.length > 0; ) {
    const rows = await db.selectFrom("account_profile").select("account_id").where("successor_id", "in", ids).execute();
    ids = rows.map((row) => row.account_id).filter((id) => !found.has(id));
    for (const id of ids) found.add(id);
  }
  return found;
}
