import { sql } from "kysely";
import { sha256Of } from "#server/files/intake.ts";
import type { Db, Store } from "#server/store/store.ts";

const SOURCE = "move.source";
const STATE = "move.state";

/** Settings of the move itself, which no installation brings along. */
export const MARK_KEYS: readonly string[] = [SOURCE, STATE];

export type Target = "empty" | "begun" | "done" | "foreign";

/** Names an installation without telling anything of it: a hash of the secret that it made for itself. */
export async function installationMark(db: Db): Promise<string> {
  const secret = await readSetting(db, "auth.secret");
  if (secret === undefined) throw new Error("an installation has a secret since its first start");
  return sha256Of(new TextEncoder().encode(`ziping ${secret}`));
}

/** What a database that is to be moved into holds. */
export async function lookAtTarget({ db, kind }: Store, mark: string): Promise<Target> {
  const tables =
    kind === "postgres"
      ? sql<{
          name: string;
        }>`select table_name as name from information_schema.tables where table_schema = current_schema()`
      : sql<{ name: string }>`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`;
  const names = (await tables.execute(db)).rows.map(({ name }) => name);
  if (names.length === 0) return "empty";
  if (!names.includes("setting")) return names.every((name) => name === "schema_migration") ? "empty" : "foreign";
  if ((await readSetting(db, SOURCE)) === mark) return (await readSetting(db, STATE)) === "done" ? "done" : "begun";
  const { rows } = await sql`select 1 from setting union all select 1 from organisation`.execute(db);
  return rows.length === 0 ? "empty" : "foreign";
}

export async function markMove(db: Db, mark: string, state: "begun" | "done"): Promise<void> {
  for (const [key, value] of [
    [SOURCE, mark],
    [STATE, state],
  ] as const)
    await db
      .insertInto("setting")
      .values({ key, value })
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
      .execute();
}

/** A database into which a move was begun and not ended holds less than there is. */
export const isHalfMoved = async (db: Db): Promise<boolean> => (await readSetting(db, STATE)) === "begun";

async function readSetting(db: Db, key: string): Promise<string | undefined> {
  const row = await db.selectFrom("setting").select("value").where("key", "=", key).executeTakeFirst();
  return row?.value;
}
