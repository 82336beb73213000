import type { z } from "zod";
import type { Actor } from "#core/access/access.ts";
import type { AuditEntry, auditChoices, exportAudit, listAudit } from "#core/api/audit.ts";
import { describeEvent } from "#core/audit/describe-event.ts";
import { auditEvent } from "#core/audit/event.ts";
import { EVENT_GROUPS, groupText } from "#core/audit/groups.ts";
import { type NameBook, nameBook } from "#server/services/audit-names.ts";
import { readHeads } from "#server/services/submission-rows.ts";
import { submissionTitle } from "#server/services/submissions.ts";
import type { Db } from "#server/store/store.ts";
import type { Registry } from "#server/templates/registry.ts";

export type AuditFilter = z.output<NonNullable<typeof exportAudit.query>>;
type Query = z.output<NonNullable<typeof listAudit.query>>;
type AuditPage = z.input<NonNullable<typeof listAudit.response>>;

/** An entry as it is read, with what the file for a spreadsheet has besides. */
export interface LoggedEntry extends AuditEntry {
  organisation: string;
  hash: string;
}

/** Of entries that are described to be searched; beyond that the page asks again, and can stop. */
const MOST_SEARCHED = 2000;
const CHUNK = 250;

/** Newest first. Words are looked for in the sentences, so that what is read is what is found. */
export async function searchAudit(
  db: Db,
  templates: Registry,
  organisationId: string,
  query: Query,
): Promise<AuditPage> {
  const book = nameBook(db, templates);
  const found: AuditEntry[] = [];
  let before = query.before;
  for (let searched = 0; searched < MOST_SEARCHED; searched += CHUNK) {
    const rows = await newestRows(db, organisationId, query, before);
    for (const entry of await described(rows, book)) {
      before = entry.number;
      if (!holds(entry, query.text)) continue;
      const { organisation: _, hash: __, ...shown } = entry;
      found.push(shown);
      if (found.length === query.limit) return { entries: found, next: before };
    }
    if (rows.length < CHUNK) return { entries: found, next: null };
  }
  return { entries: found, next: before ?? null };
}

/** Oldest first, up to a number, chunk by chunk; of every organisation where none is given. */
export async function* walkAudit(
  db: Db,
  templates: Registry,
  organisationId: string | undefined,
  filter: AuditFilter,
  upTo: number,
): AsyncGenerator<LoggedEntry[]> {
  let after = 0;
  for (;;) {
    // a book per chunk: a log of years must not be held in memory by its names
    const rows = await filtered(db, organisationId, filter)
      .where("audit_event.id", ">", after)
      .where("audit_event.id", "<=", upTo)
      .orderBy("audit_event.id")
      .limit(CHUNK)
      .execute();
    const entries = await described(rows, nameBook(db, templates));
    yield entries.filter((entry) => holds(entry, filter.text));
    after = rows.at(-1)?.id ?? after;
    if (rows.length < CHUNK) return;
  }
}

export async function readChoices(
  db: Db,
  templates: Registry,
  actor: Actor,
): Promise<z.input<NonNullable<typeof auditChoices.response>>> {
  const organisationId = actor.organisation.id;
  const people = await db
    .selectFrom("account_profile")
    .innerJoin("auth_user", "auth_user.id", "account_profile.account_id")
    .select(["auth_user.id", "auth_user.name", "auth_user.username"])
    .where("account_profile.organisation_id", "=", organisationId)
    .orderBy("auth_user.username")
    .execute();
  const heads = await readHeads(db, templates, organisationId);
  return {
    people: people.map(({ id, name, username }) => ({ id, name: `${name}（${username}）` })),
    submissions: heads.map((head) => ({ id: head.id, title: submissionTitle(head) })),
    groups: Object.entries(EVENT_GROUPS).map(([id, name]) => ({ id, name })),
  };
}

function filtered(db: Db, organisationId: string | undefined, { accountId, group, submissionId }: AuditFilter) {
  let query = db
    .selectFrom("audit_event")
    .leftJoin("auth_user", "auth_user.id", "audit_event.account_id")
    .leftJoin("organisation", "organisation.id", "audit_event.organisation_id")
    .select([
      "audit_event.id",
      "audit_event.at",
      "audit_event.body",
      "audit_event.kind",
      "audit_event.hash",
      "auth_user.name as person",
      "organisation.name as organisation",
    ]);
  if (organisationId !== undefined) query = query.where("audit_event.organisation_id", "=", organisationId);
  if (accountId !== undefined) query = query.where("audit_event.account_id", "=", accountId);
  if (group !== undefined) query = query.where("audit_event.kind", "like", `${group}.%`);
  if (submissionId !== undefined) query = query.where("audit_event.submission_id", "=", submissionId);
  return query;
}

type Row = Awaited<ReturnType<ReturnType<typeof filtered>["execute"]>>[number];

function newestRows(db: Db, organisationId: string, filter: AuditFilter, before: number | undefined): Promise<Row[]> {
  const query = filtered(db, organisationId, filter).orderBy("audit_event.id", "desc").limit(CHUNK);
  return (before === undefined ? query : query.where("audit_event.id", "<", before)).execute();
}

const UNREADABLE = "此条无法读取，可能由更新的版本写入，或已被改动；请核验日志";

async function described(rows: readonly Row[], book: NameBook): Promise<LoggedEntry[]> {
  const read = rows.map((row) => ({ row, event: readEvent(row.body) }));
  await book.learn(read.flatMap(({ event }) => event ?? []));
  return read.map(({ row, event }) => ({
    number: row.id,
    at: row.at,
    by: row.person ?? "系统",
    group: groupText(row.kind),
    submission: event && "submissionId" in event ? (book.submission(event.submissionId) ?? null) : null,
    sentence: event ? describeEvent(event, book.names) : UNREADABLE,
    organisation: row.organisation ?? "",
    hash: row.hash,
  }));
}

/** A log must be readable also where one of its entries is not. */
function readEvent(body: string) {
  try {
    const parsed = auditEvent.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function holds({ sentence, by, submission }: AuditEntry, text: string | undefined): boolean {
  if (text === undefined || text === "") return true;
  const line = `${sentence} ${by} ${submission ?? ""}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => line.includes(word));
}
