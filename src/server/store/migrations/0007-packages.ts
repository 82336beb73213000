import { sql } from "kysely";
import type { Migration } from "#server/store/migration.ts";

const STATEMENTS = [
  `create table parcel (
    id text primary key, organisation_id text not null references organisation (id), sha256 text not null,
    found text not null, received_at text not null, received_by text not null references auth_user (id), imported_at text,
    submission_id text references submission (id))`,
  `create unique index parcel_imported on parcel (organisation_id, sha256) where imported_at is not null`,
  `create table packaged_template (
    id text not null, version text not null, body text not null, added_at text not null, primary key (id, version))`,
];

/** Packages wait for a decision and are imported once; a checklist may come with one. */
export const packages: Migration = {
  name: "packages",
  up: async (tx) => {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(tx);
  },
};
