import { sql } from "kysely";
import type { Migration } from "#server/store/migration.ts";

const STATEMENTS = [
  `alter table organisation add column code text`,
  `create unique index organisation_code on organisation (code)`,
  `alter table account_profile add column password_due integer not null default 0`,
  `alter table account_profile add column successor_id text references auth_user (id)`,
  `alter table duty add column taken_over_from text references auth_user (id)`,
];

/** Codes of districts, passwords that are to be changed, and who has taken over from whom. */
export const people: Migration = {
  name: "people",
  up: async (tx) => {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(tx);
  },
};
