import { sql } from "kysely";
import type { Db } from "#server/store/store.ts";

export type LeaseState = "held" | "asked" | "lost";

/** Who writes an upload at present, among all processes. A lease runs out by itself when its process was killed. */
export interface Leases {
  /** false = another one has it, and now knows that somebody waits */
  take: (uploadId: string, holder: string) => Promise<boolean>;
  /** for another while */
  keep: (uploadId: string, holder: string) => Promise<LeaseState>;
  give: (uploadId: string, holder: string) => Promise<void>;
}

export const LEASE_MS = 6000;

/** By the database's clock: those of the machines that share it may differ, or jump. */
const NOW = sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`;
/** Run out; or written before the database's clock was put back. */
const OVER = sql<boolean>`(held.until < ${NOW} or held.until > ${NOW} + ${sql.lit(2 * LEASE_MS)})`;
const UNTIL = sql<number>`${NOW} + ${sql.lit(LEASE_MS)}`;

/** On PostgreSQL; an SQLite database has one process. */
export const uploadLeases = (db: Db): Leases => ({
  take: async (uploadId, holder) => {
    const { rows } = await sql<{ holder: string }>`
      insert into upload_lease as held (upload_id, holder, until, asked) values (${uploadId}, ${holder}, ${UNTIL}, 0)
      on conflict (upload_id) do update set
        holder = case when ${OVER} then excluded.holder else held.holder end,
        asked = case when ${OVER} then 0 else 1 end,
        until = case when ${OVER} then excluded.until else held.until end
      returning holder`.execute(db);
    return rows[0]?.holder === holder;
  },
  keep: async (uploadId, holder) => {
    const kept = await db
      .updateTable("upload_lease")
      .set({ until: UNTIL })
      .where("upload_id", "=", uploadId)
      .where("holder", "=", holder)
      .returning("asked")
      .executeTakeFirst();
    if (!kept) return "lost";
    return kept.asked === 1 ? "asked" : "held";
  },
  give: async (uploadId, holder) => {
    await db
      .deleteFrom("upload_lease")
      .where((eb) =>
        eb.or([
          eb.and([eb("upload_id", "=", uploadId), eb("holder", "=", holder)]),
          // of a process that was killed, and of an upload that nobody went on with
          eb("until", "<", sql<number>`${NOW} - 3600000`),
        ]),
      )
      .execute();
  },
});
