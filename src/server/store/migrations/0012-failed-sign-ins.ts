import { sql } from "kysely";
import type { Migration } from "#server/store/migration.ts";

/** How often signing in failed, by person and day: what administrators look at long after a lock-out has ended. */
export const failedSignIns: Migration = {
  name: "failed-sign-ins",
  up: async (tx) => {
    await sql`create table failed_sign_in (
      account_id text not null, day text not null, count integer not null, last_at text not null,
      primary key (account_id, day))`.execute(tx);
  },
};
