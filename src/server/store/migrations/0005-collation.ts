import { sql } from "kysely";
import type { Migration } from "#server/store/migration.ts";

/**
 * Sign-off by item, comments, presence. The `version` columns only grow: their sum tells an open page whether anything
 * has changed since it last asked.
 */
const STATEMENTS = [
  `alter table answer_revision add column restored_from integer`,
  `alter table assignment add column version integer not null default 1`,
  `create table sign_off (
    submission_id text not null references submission (id), item_key text not null, state text not null,
    revision integer not null, reason text, changed_at text not null,
    changed_by text not null references auth_user (id), version integer not null,
    primary key (submission_id, item_key))`,
  `create table comment_thread (
    id text primary key, submission_id text not null references submission (id), item_key text not null,
    revision integer not null, opened_at text not null, resolved_at text, resolved_by text references auth_user (id),
    version integer not null)`,
  `create index comment_thread_item on comment_thread (submission_id, item_key)`,
  `create table comment (
    id text primary key, thread_id text not null references comment_thread (id), body text not null,
    written_at text not null, written_by text not null references auth_user (id), request_key text not null,
    unique (written_by, request_key))`,
  `create index comment_thread_of on comment (thread_id)`,
  `create table presence (
    submission_id text not null references submission (id), account_id text not null references auth_user (id),
    item_key text, since text not null, seen_at text not null, writing integer not null,
    primary key (submission_id, account_id))`,
];

export const collation: Migration = {
  name: "collation",
  up: async (tx) => {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(tx);
  },
};
