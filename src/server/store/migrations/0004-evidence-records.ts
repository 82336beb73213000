import { sql } from "kysely";
import type { Migration } from "#server/store/migration.ts";

const STATEMENTS = [
  `alter table evidence add column issuer text not null default ''`,
  `alter table evidence add column doc_number text not null default ''`,
  `alter table evidence add column date text`,
  `alter table evidence add column effective_from text`,
  `alter table evidence add column effective_until text`,
  `alter table evidence add column confidential integer not null default 0`,
  `alter table evidence add column revision integer not null default 1`,
  `alter table evidence add column flags text not null default '[]'`,
  `alter table evidence add column pages integer`,
  `alter table evidence add column width integer`,
  `alter table evidence add column height integer`,
  `alter table evidence add column deleted_at text`,
  `alter table evidence_link add column pages_cited text not null default ''`,
  `create table evidence_revision (
    evidence_id text not null references evidence (id), revision integer not null, file_name text not null,
    media_type text not null, size bigint not null, sha256 text not null, flags text not null, pages integer,
    width integer, height integer, added_at text not null, added_by text not null references auth_user (id),
    primary key (evidence_id, revision))`,
  `create index evidence_revision_sha256 on evidence_revision (sha256)`,
  `insert into evidence_revision (evidence_id, revision, file_name, media_type, size, sha256, flags, added_at, added_by)
    select id, 1, file_name, media_type, size, sha256, '[]', added_at, added_by from evidence`,
];

/** Records describe their document and keep every file that they have had; what is there becomes the first. */
export const evidenceRecords: Migration = {
  name: "evidence-records",
  up: async (tx, kind) => {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(tx);
    // two gigabytes are one byte more than PostgreSQL's integer holds; SQLite's has no such bound
    if (kind === "postgres") await sql`alter table evidence alter column size type bigint`.execute(tx);
  },
};
