import type { Db } from "#server/store/store.ts";

/** The setting that tells a demonstration from an installation that somebody works with. */
const SETTING = "demo.seed";

export type InstallationKind = "empty" | "demo" | "real";

/** Demonstration data go into nothing that holds anybody's own. */
export async function installationKind(db: Db): Promise<InstallationKind> {
  const mark = await db.selectFrom("setting").select("value").where("key", "=", SETTING).executeTakeFirst();
  if (mark) return "demo";
  const used = await db.selectFrom("organisation").select("id").limit(1).executeTakeFirst();
  return used ? "real" : "empty";
}

export async function markDemo(tx: Db, seed: string): Promise<void> {
  await tx
    .insertInto("setting")
    .values({ key: SETTING, value: seed })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
}

/** The words that everything in this demonstration was drawn by. */
export async function demoSeed(db: Db): Promise<string | undefined> {
  const mark = await db.selectFrom("setting").select("value").where("key", "=", SETTING).executeTakeFirst();
  return mark?.value;
}
