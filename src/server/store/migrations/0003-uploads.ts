import { sql } from "kysely";
import type { Migration } from "#server/store/migration.ts";

const STATEMENTS = [
  `create table upload (
    id text primary key, submission_id text not null references submission (id),
    account_id text not null references auth_user (id), item_key text, slot text, replaces text,
    file_name text not null, size bigint not null, sha256 text not null, expires_at text not null,
    inspection text, outcome text, evidence_id text)`,
  `create index upload_expires on upload (expires_at)`,
  `create table thumbnail (
    submission_id text not null references submission (id), sha256 text not null, image text not null,
    primary key (submission_id, sha256))`,
];

/** Files on their way, which a restart does not forget, and small pictures of images. */
export const uploads: Migration = {
  name: "uploads",
  up: async (tx) => {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(tx);
  },
};
