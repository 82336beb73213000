import { createHash } from "node:crypto";
import { sql } from "kysely";
import { MARK_KEYS } from "#server/move/move-mark.ts";
import { MOVED_TABLES } from "#server/move/moved-tables.ts";
import type { Schema } from "#server/store/schema.ts";
import type { Db } from "#server/store/store.ts";

type Row = Record<string, unknown>;

const BATCH = 200;

export interface TableFacts {
  table: keyof Schema;
  rows: number;
  /** of all rows in whatever order */
  digest: string;
}

/** Every row, in batches that are each whole; those that are there already are left as they are. */
export async function copyRows(from: Db, to: Db, told: (facts: TableFacts) => void): Promise<void> {
  for (const table of MOVED_TABLES) {
    // the chain takes its entries in their order and each once
    const known = table === "audit_event" ? await newestEvent(to) : 0;
    for await (const rows of batches(from, table, known))
      await sql`insert into ${sql.table(table)} (${columnsOf(rows)}) values ${sql.join(
        rows.map((row) => sql`(${sql.join(Object.values(row))})`),
      )} on conflict do nothing`.execute(to);
    told(await tableFacts(from, table));
  }
}

const columnsOf = (rows: readonly Row[]) => sql.join(Object.keys(rows[0] ?? {}).map((column) => sql.ref(column)));

/** Tables whose rows are not the same on both sides. */
export async function differingTables(from: Db, to: Db): Promise<{ table: string; from: number; to: number }[]> {
  const differing: { table: string; from: number; to: number }[] = [];
  for (const table of MOVED_TABLES) {
    const [one, other] = [await tableFacts(from, table), await tableFacts(to, table)];
    if (one.rows !== other.rows || one.digest !== other.digest)
      differing.push({ table, from: one.rows, to: other.rows });
  }
  return differing;
}

/** A sum of hashes: databases sort by rules of their own, and what is summed needs no order. */
async function tableFacts(db: Db, table: keyof Schema): Promise<TableFacts> {
  let rows = 0;
  let sum = 0n;
  for await (const batch of batches(db, table))
    for (const row of batch) {
      rows += 1;
      const named = Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1));
      // PostgreSQL hands its big integers out as text
      const text = JSON.stringify(named.map(([name, value]) => [name, value === null ? null : String(value)]));
      sum = BigInt.asUintN(256, sum + BigInt(`0x${createHash("sha256").update(text).digest("hex")}`));
    }
  return { table, rows, digest: sum.toString(16) };
}

async function newestEvent(db: Db): Promise<number> {
  const head = await db.selectFrom("audit_head").select("number").executeTakeFirst();
  return head?.number ?? 0;
}

async function* batches(db: Db, table: keyof Schema, after = 0): AsyncGenerator<Row[]> {
  const moved =
    table === "setting"
      ? sql`where key not in (${sql.join(MARK_KEYS)})`
      : table === "parcel"
        ? sql`where imported_at is not null`
        : table === "audit_event"
          ? sql`where id > ${after}`
          : sql``;
  const key = sql.join((KEYS[table] ?? ["id"]).map((column) => sql.ref(column)));
  for (let offset = 0; ; offset += BATCH) {
    const page = sql`${moved} order by ${key} limit ${sql.lit(BATCH)} offset ${sql.lit(offset)}`;
    const { rows } = await sql<Row>`select * from ${sql.table(table)} ${page}`.execute(db);
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH) return;
  }
}

/** The primary keys that are not `id`. */
const KEYS: Partial<Record<keyof Schema, readonly string[]>> = {
  setting: ["key"],
  account_profile: ["account_id"],
  sign_in_failure: ["subject"],
  failed_sign_in: ["account_id", "day"],
  two_factor: ["account_id"],
  recovery_code: ["account_id", "hash"],
  answer: ["submission_id", "item_key"],
  answer_revision: ["submission_id", "item_key", "revision"],
  assignment: ["submission_id", "item_key"],
  evidence_link: ["evidence_id", "item_key"],
  evidence_revision: ["evidence_id", "revision"],
  sign_off: ["submission_id", "item_key"],
  thumbnail: ["submission_id", "sha256"],
  packaged_template: ["id", "version"],
  template_draft_edit: ["draft_id", "revision"],
  published_template: ["id", "version"],
  cycle_district: ["cycle_id", "organisation_id"],
  duty: ["cycle_id", "organisation_id", "account_id"],
  submission_flow: ["submission_id"],
  flow_step: ["submission_id", "version"],
  item_return: ["submission_id", "round", "item_key"],
  snapshot: ["submission_id", "round"],
  snapshot_item: ["submission_id", "round", "item_key"],
  snapshot_file: ["submission_id", "round", "item_key", "evidence_id"],
  snapshot_figure: ["submission_id", "round", "field_key"],
  snapshot_target: ["submission_id", "round", "position"],
  verdict: ["submission_id", "item_key", "account_id"],
  verdict_revision: ["submission_id", "item_key", "account_id", "revision"],
  reading: ["submission_id", "account_id", "item_key"],
  conclusion: ["submission_id", "version"],
  problem_step: ["problem_id", "version"],
};
