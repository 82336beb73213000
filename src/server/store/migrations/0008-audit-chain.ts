import { sql } from "kysely";
import { CHAIN_START, indexOf, linkHash } from "#core/audit/chain.ts";
import type { Migration } from "#server/store/migration.ts";
import type { Db } from "#server/store/store.ts";

const COLUMNS = [
  `alter table audit_event add column previous_hash text not null default ''`,
  `alter table audit_event add column hash text not null default ''`,
  `alter table audit_event add column kind text not null default ''`,
  `alter table audit_event add column submission_id text`,
  `create table audit_head (one integer primary key check (one = 1), number integer not null, hash text not null)`,
];
const INDEXES = [
  `create index audit_event_submission on audit_event (organisation_id, submission_id, id)`,
  `create index audit_event_account on audit_event (organisation_id, account_id, id)`,
  `create index audit_event_kind on audit_event (organisation_id, kind, id)`,
];

/** A new entry must follow the head, which then moves on; nothing that is there ever changes. */
const SQLITE_TRIGGERS = [
  `create trigger audit_event_link before insert on audit_event
    when not exists (select 1 from audit_head where number = new.id - 1 and hash = new.previous_hash)
    begin select raise(abort, 'audit_event: does not follow the head'); end`,
  `create trigger audit_event_moves_head after insert on audit_event
    begin update audit_head set number = new.id, hash = new.hash; end`,
  `create trigger audit_event_no_update before update on audit_event
    begin select raise(abort, 'audit_event: append-only'); end`,
  `create trigger audit_event_no_delete before delete on audit_event
    begin select raise(abort, 'audit_event: append-only'); end`,
  `create trigger audit_head_no_delete before delete on audit_head
    begin select raise(abort, 'audit_head: append-only'); end`,
];
const POSTGRES_TRIGGERS = [
  `create function audit_event_link() returns trigger language plpgsql as $$
    begin
      update audit_head set number = new.id, hash = new.hash where number = new.id - 1 and hash = new.previous_hash;
      if not found then raise exception 'audit_event: does not follow the head'; end if;
      return new;
    end $$`,
  `create function audit_append_only() returns trigger language plpgsql as $$
    begin raise exception '%: append-only', tg_table_name; end $$`,
  `create trigger audit_event_link before insert on audit_event for each row execute function audit_event_link()`,
  `create trigger audit_event_no_change before update or delete on audit_event
    for each row execute function audit_append_only()`,
  `create trigger audit_event_no_truncate before truncate on audit_event
    for each statement execute function audit_append_only()`,
  `create trigger audit_head_no_delete before delete on audit_head
    for each row execute function audit_append_only()`,
];

/** The log becomes a chain: what is there is linked in its order, and what comes can only be added at the end. */
export const auditChain: Migration = {
  name: "audit-chain",
  up: async (tx, kind) => {
    for (const statement of COLUMNS) await sql.raw(statement).execute(tx);
    const head = await linkExisting(tx);
    await sql`insert into audit_head (one, number, hash) values (1, ${head.number}, ${head.hash})`.execute(tx);
    const triggers = kind === "sqlite" ? SQLITE_TRIGGERS : POSTGRES_TRIGGERS;
    for (const statement of [...INDEXES, ...triggers]) await sql.raw(statement).execute(tx);
  },
};

interface Row {
  id: number;
  organisation_id: string | null;
  at: string;
  account_id: string | null;
  body: string;
}

const BATCH = 500;

async function linkExisting(tx: Db): Promise<{ number: number; hash: string }> {
  let head = { number: 0, hash: CHAIN_START };
  for (;;) {
    const { rows } = await sql<Row>`select id, organisation_id, at, account_id, body from audit_event
      where id > ${head.number} order by id limit ${sql.lit(BATCH)}`.execute(tx);
    if (rows.length === 0) return head;
    for (const row of rows) {
      const event: unknown = JSON.parse(row.body);
      const hash = linkHash(head.hash, {
        organisationId: row.organisation_id,
        at: row.at,
        accountId: row.account_id,
        event,
      });
      const index = indexOf(event);
      await sql`update audit_event set previous_hash = ${head.hash}, hash = ${hash}, kind = ${index.kind},
        submission_id = ${index.submissionId} where id = ${row.id}`.execute(tx);
      head = { number: row.id, hash };
    }
  }
}
