import { sql } from "kysely";
import type { Migration } from "#server/store/migration.ts";

const STATEMENTS = [
  `create table upload_piece (
    upload_id text not null references upload (id) on delete cascade, start bigint not null, size bigint not null,
    key text not null unique, primary key (upload_id, start))`,
  `create table upload_lease (
    upload_id text primary key, holder text not null, until bigint not null, asked integer not null)`,
];

/** Uploads that several processes share: what has arrived in an object store, and who is writing. */
export const uploadPieces: Migration = {
  name: "upload-pieces",
  up: async (tx) => {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(tx);
  },
};
