import { sql } from "kysely";
import type { Migration } from "#server/store/migration.ts";

const STATEMENTS = [
  // the report year that a record was taken over from, until somebody vouches for it
  `alter table evidence add column carried integer`,
  `create table carry (
    id text primary key, submission_id text not null references submission (id),
    source_id text not null references submission (id), from_year integer not null, request_key text not null,
    applied_at text not null, applied_by text not null references auth_user (id), body text not null,
    undone_at text, undone_by text references auth_user (id), unique (submission_id, request_key))`,
];

/** What was taken over from an earlier year, so that it can be taken back. */
export const carry: Migration = {
  name: "carry",
  up: async (tx) => {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(tx);
  },
};
