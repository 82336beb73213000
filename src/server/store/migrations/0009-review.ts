import { sql } from "kysely";
import type { Migration } from "#server/store/migration.ts";

const CYCLE = [
  `create table cycle (
    id text primary key, organisation_id text not null references organisation (id), year integer not null,
    template_id text not null, template_version text not null, submit_by text not null, review_by text not null,
    scoring text not null, opened_at text not null, version integer not null, unique (organisation_id, year))`,
  `create table cycle_district (
    cycle_id text not null references cycle (id), organisation_id text not null references organisation (id),
    year integer not null, primary key (cycle_id, organisation_id), unique (organisation_id, year))`,
  `create table duty (
    cycle_id text not null references cycle (id), account_id text not null references auth_user (id),
    organisation_id text not null references organisation (id), sections text,
    primary key (cycle_id, organisation_id, account_id))`,
];

const FLOW = [
  `create table submission_flow (
    submission_id text primary key references submission (id), phase text not null, round integer not null,
    current_round integer, version integer not null)`,
  `create table flow_step (
    submission_id text not null references submission (id), version integer not null, event text not null,
    from_phase text not null, to_phase text not null, round integer not null, at text not null,
    account_id text not null references auth_user (id), reason text, primary key (submission_id, version))`,
  `create table item_return (
    submission_id text not null references submission (id), item_key text not null, round integer not null,
    reason text not null, due text not null, returned_at text not null,
    returned_by text not null references auth_user (id), answered_round integer,
    primary key (submission_id, round, item_key))`,
];

const SNAPSHOT = [
  `create table snapshot (
    submission_id text not null references submission (id), round integer not null, hash text not null,
    body text not null, last_year text, base_round integer, submitted_at text not null,
    submitted_by text not null references auth_user (id), primary key (submission_id, round))`,
  `create table snapshot_item (
    submission_id text not null references submission (id), round integer not null, item_key text not null,
    hash text not null, self_score text, evidence integer not null, explained integer not null,
    changed integer not null, body text not null, primary key (submission_id, round, item_key))`,
  `create index snapshot_item_key on snapshot_item (item_key, submission_id)`,
  `create table snapshot_file (
    submission_id text not null references submission (id), round integer not null, item_key text not null,
    evidence_id text not null, sha256 text not null, primary key (submission_id, round, item_key, evidence_id))`,
  `create index snapshot_file_bytes on snapshot_file (sha256)`,
  `create table snapshot_figure (
    submission_id text not null references submission (id), round integer not null, field_key text not null,
    value text not null, primary key (submission_id, round, field_key))`,
  `create table snapshot_target (
    submission_id text not null references submission (id), round integer not null, position integer not null,
    item_key text not null, state text not null, body text not null, primary key (submission_id, round, position))`,
  `create table scan (
    id text primary key, submission_id text not null references submission (id), round integer not null,
    hash text not null, file_name text not null, size bigint not null, sha256 text not null, added_at text not null,
    added_by text not null references auth_user (id))`,
  `create index scan_round on scan (submission_id, round)`,
];

const VERDICT_COLUMNS = `
    submission_id text not null references submission (id), item_key text not null,
    account_id text not null references auth_user (id), revision integer not null, round integer not null,
    item_hash text not null, verdict text not null, score text, deductions text not null, opinion text not null,
    agenda integer not null, at text not null`;

const REVIEW = [
  `create table verdict (${VERDICT_COLUMNS}, primary key (submission_id, item_key, account_id))`,
  `create table verdict_revision (${VERDICT_COLUMNS}, request_key text not null,
    primary key (submission_id, item_key, account_id, revision),
    unique (submission_id, item_key, account_id, request_key))`,
  `create table reading (
    submission_id text not null references submission (id), item_key text not null,
    account_id text not null references auth_user (id), item_hash text not null, read_at text not null,
    primary key (submission_id, account_id, item_key))`,
  `create table phrase (
    id text primary key, organisation_id text not null references organisation (id),
    account_id text not null references auth_user (id), text text not null, verdict text, item_key text,
    shared integer not null, added_at text not null)`,
  `create index phrase_organisation on phrase (organisation_id)`,
  `create table conclusion (
    submission_id text not null references submission (id), version integer not null, round integer not null,
    hash text not null, body text not null, concluded_at text not null,
    concluded_by text not null references auth_user (id), primary key (submission_id, version))`,
  // the city's remarks are kept apart from the district's own, and speak of a frozen text
  `alter table comment_thread add column side text not null default 'district'`,
  `alter table comment_thread add column item_hash text`,
];

const RECTIFICATION = [
  `create table problem (
    id text primary key, submission_id text not null references submission (id), number integer not null,
    item_key text not null, text text not null, state text not null, measure text not null, unit text not null,
    person text not null, due text, version integer not null, found_at text not null, withdrawn_at text)`,
  `create index problem_submission on problem (submission_id)`,
  `create table problem_step (
    problem_id text not null references problem (id), version integer not null, event text not null,
    from_state text not null, to_state text not null, note text not null, at text not null,
    account_id text not null references auth_user (id), primary key (problem_id, version))`,
  `create table problem_evidence (
    id text primary key, problem_id text not null references problem (id), file_name text not null,
    media_type text not null, size bigint not null, sha256 text not null, added_at text not null,
    added_by text not null references auth_user (id), removed_at text)`,
  `create index problem_evidence_of on problem_evidence (problem_id)`,
];

/** Submissions of older versions are drafts: nothing could be submitted until now. */
const DRAFTS = `insert into submission_flow (submission_id, phase, round, current_round, version)
  select id, 'drafting', 0, null, 0 from submission`;

export const review: Migration = {
  name: "review",
  up: async (tx) => {
    for (const statement of [...CYCLE, ...FLOW, ...SNAPSHOT, ...REVIEW, ...RECTIFICATION, DRAFTS])
      await sql.raw(statement).execute(tx);
  },
};
