import { sql } from "kysely";
import type { Migration } from "#server/store/migration.ts";

const TABLES = [
  `create table template_draft (
    id text primary key, organisation_id text not null references organisation (id), template_id text not null,
    version text not null, year integer not null, title text not null, state text not null, revision integer not null,
    initial text not null, body text not null, request_key text not null, created_at text not null,
    created_by text not null references auth_user (id), saved_at text not null,
    saved_by text not null references auth_user (id), unique (organisation_id, request_key))`,
  `create unique index template_draft_open on template_draft (organisation_id, template_id) where state = 'open'`,
  `create table template_draft_edit (
    draft_id text not null references template_draft (id), revision integer not null, request_key text not null,
    edits text not null, amount integer not null, saved_at text not null,
    saved_by text not null references auth_user (id), primary key (draft_id, revision), unique (draft_id, request_key))`,
  `create table published_template (
    id text not null, version text not null, hash text not null, body text not null,
    draft_id text not null references template_draft (id), published_at text not null,
    published_by text not null references auth_user (id), primary key (id, version))`,
  `create table submission_upgrade (
    id text primary key, submission_id text not null references submission (id), from_version text not null,
    to_version text not null, request_key text not null, applied_at text not null,
    applied_by text not null references auth_user (id), body text not null, undone_at text,
    undone_by text references auth_user (id), unique (submission_id, request_key))`,
  `create table submission_orphan (
    id text primary key, submission_id text not null references submission (id),
    upgrade_id text not null references submission_upgrade (id), position integer not null, body text not null,
    settled_at text, settled_by text references auth_user (id))`,
  `create index submission_orphan_of on submission_orphan (submission_id, upgrade_id, position)`,
];

const FIXED = ["template_draft_edit", "published_template"];

/** What was saved and what was published stays as it was, whoever asks. */
const sqliteTriggers = (table: string): string[] =>
  ["update", "delete"].map(
    (change) => `create trigger ${table}_no_${change} before ${change} on ${table}
      begin select raise(abort, '${table}: append-only'); end`,
  );
const postgresTriggers = (table: string): string[] => [
  `create trigger ${table}_no_change before update or delete on ${table}
    for each row execute function audit_append_only()`,
  `create trigger ${table}_no_truncate before truncate on ${table}
    for each statement execute function audit_append_only()`,
];

/** Checklists are made here: drafts with their saves, published versions, and what upgrades leave without a home. */
export const builder: Migration = {
  name: "builder",
  up: async (tx, kind) => {
    const triggers = FIXED.flatMap(kind === "sqlite" ? sqliteTriggers : postgresTriggers);
    for (const statement of [...TABLES, ...triggers]) await sql.raw(statement).execute(tx);
  },
};
