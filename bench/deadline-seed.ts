import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { emptyAnswer } from "#core/answer/answer.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import { makeAuth } from "#server/auth/better-auth.ts";
import { migrate } from "#server/store/migrate.ts";
import type { Db, Store } from "#server/store/store.ts";

/** So many people of as many districts have a session; each client goes round among its share of them. */
const MOST_SESSIONS = 512;
const BATCH = 400;
const YEAR = 2025;
const PROSE = "全区一般公共预算教育支出比上年增长，两个只增不减的要求得到落实。".repeat(12);
export const BODY = JSON.stringify({ ...emptyAnswer(), narrative: PROSE });

/** An editor at work on a submission. */
export interface Seat {
  cookie: string;
  submissionId: string;
  /** the newest revision of each item that takes prose */
  revisions: Map<string, number>;
}

type Table =
  | "organisation"
  | "auth_user"
  | "account_profile"
  | "submission"
  | "submission_flow"
  | "answer"
  | "answer_revision";

/** Districts in bulk, each with an editor and a year in which every item is written; then sessions for some of them. */
export async function seedDistricts(store: Store, template: Template, districts: number): Promise<Seat[]> {
  await migrate(store, () => new Date());
  const itemKeys = outline(template).flatMap(({ item }) => (item.prose ? [item.key] : []));
  const people = Array.from({ length: districts }, () => ({
    organisationId: randomUUID(),
    accountId: randomUUID(),
    submissionId: randomUUID(),
  }));
  await store.db.transaction().execute(async (tx) => {
    await insertPeople(tx, template, people);
    await insertAnswers(tx, people, itemKeys);
  });
  const auth = await makeAuth(store.db);
  const seats: Seat[] = [];
  for (const { accountId, submissionId } of people.slice(0, MOST_SESSIONS)) {
    const cookies = await auth.startSession(store.db, accountId);
    const cookie = cookies.map((each) => each.split(";")[0]).join("; ");
    seats.push({ cookie, submissionId, revisions: new Map(itemKeys.map((itemKey) => [itemKey, 1])) });
  }
  return seats;
}

interface Person {
  organisationId: string;
  accountId: string;
  submissionId: string;
}

const AT = new Date().toISOString();

async function insertPeople(tx: Db, template: Template, people: readonly Person[]): Promise<void> {
  await inBatches(tx, "organisation", people, ({ organisationId }, index) => ({
    id: organisationId,
    kind: "district",
    name: `第${index + 1}区`,
    created_at: AT,
  }));
  await inBatches(tx, "auth_user", people, ({ accountId }, index) => ({
    id: accountId,
    name: "统稿人",
    email: `d${index}@local.invalid`,
    emailVerified: 1,
    image: null,
    username: `d${index}`,
    createdAt: AT,
    updatedAt: AT,
  }));
  await inBatches(tx, "account_profile", people, ({ accountId, organisationId }) => ({
    account_id: accountId,
    organisation_id: organisationId,
    unit_id: null,
    roles: JSON.stringify(["editor"]),
    disabled: 0,
  }));
  await inBatches(tx, "submission", people, ({ submissionId, organisationId }) => ({
    id: submissionId,
    organisation_id: organisationId,
    template_id: template.id,
    template_version: template.version,
    year: YEAR,
    deadline: null,
    created_at: AT,
  }));
  await inBatches(tx, "submission_flow", people, ({ submissionId }) => ({
    submission_id: submissionId,
    phase: "drafting",
    round: 0,
    current_round: null,
    version: 0,
  }));
}

async function insertAnswers(tx: Db, people: readonly Person[], itemKeys: readonly string[]): Promise<void> {
  const rows = people.flatMap(({ submissionId, accountId }) =>
    itemKeys.map((itemKey) => ({
      submission_id: submissionId,
      item_key: itemKey,
      revision: 1,
      body: BODY,
      saved_at: AT,
      saved_by: accountId,
    })),
  );
  await inBatches(tx, "answer", rows, (row) => row);
  await inBatches(tx, "answer_revision", rows, (row) => ({
    ...row,
    request_key: `${row.submission_id}${row.item_key}`,
  }));
}

/** Written as rows are: what a row lacks is what the table has by itself. */
async function inBatches<T>(
  tx: Db,
  table: Table,
  all: readonly T[],
  rowOf: (value: T, index: number) => Record<string, string | number | null>,
): Promise<void> {
  const rows = all.map(rowOf);
  const columns = Object.keys(rows[0] ?? {});
  const names = sql.join(columns.map((column) => sql.ref(column)));
  for (let at = 0; at < rows.length; at += BATCH) {
    const values = rows
      .slice(at, at + BATCH)
      .map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`);
    await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`.execute(tx);
  }
}
