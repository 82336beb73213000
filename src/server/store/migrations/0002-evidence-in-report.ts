import { sql } from "kysely";
import type { Migration } from "#server/store/migration.ts";

/** Images that the report prints; none of those that are already there. */
export const evidenceInReport: Migration = {
  name: "evidence-in-report",
  up: async (tx) => {
    await sql`alter table evidence add column in_report integer not null default 0`.execute(tx);
  },
};
