import { indexOf, linkHash } from "#core/audit/chain.ts";
import { type AuditEvent, auditEvent } from "#core/audit/event.ts";
import { noticeOf } from "#core/notice/notice.ts";
import { ok } from "#core/result.ts";

import { tell } from "#server/store/notices.ts";
import { beforeCommit, type Db, inTransaction } from "#server/store/store.ts";

/** Who did it, in which organisation; both are missing only before there is an organisation. */
export interface By {
  organisationId: string | null;
  accountId: string | null;
  at: Date;
}

interface Entry {
  organisationId: string | null;
  at: string;
  accountId: string | null;
  event: AuditEvent;
}

/** Entries of running transactions: all of one transaction are linked together, as its last step. */
const waiting = new WeakMap<Db, Entry[]>();

/** Must be given the transaction of the change that it describes. */
export async function record(tx: Db, { organisationId, accountId, at }: By, event: AuditEvent): Promise<void> {
  const entry = { organisationId, accountId, at: at.toISOString(), event };
  if (!tx.isTransaction) {
    await inTransaction(tx, async (own) => ok(await record(own, { organisationId, accountId, at }, event)));
    return;
  }
  const told = noticeOf(event);
  if (told) tell(tx, { ...told, organisationId, accountId });
  const others = waiting.get(tx);
  if (others) {
    others.push(entry);
    return;
  }
  const entries = [entry];
  if (beforeCommit(tx, () => append(tx, entries))) waiting.set(tx, entries);
  else await append(tx, entries);
}

/** SQLite takes at most 32766 values in a statement. */
const BATCH = 500;

async function append(tx: Db, entries: readonly Entry[]): Promise<void> {
  // writing the head, even as it is, makes everybody else wait for this commit: two entries never follow the same one
  const head = await tx
    .updateTable("audit_head")
    .set(({ ref }) => ({ number: ref("number") }))
    .returning(["number", "hash"])
    .executeTakeFirstOrThrow();
  let { number, hash } = head;
  const rows = entries.map((entry) => {
    const previous = hash;
    hash = linkHash(previous, entry);
    number += 1;
    return { ...columns(entry), id: number, previous_hash: previous, hash };
  });
  for (let at = 0; at < rows.length; at += BATCH)
    await tx
      .insertInto("audit_event")
      .values(rows.slice(at, at + BATCH))
      .execute();
}

function columns({ organisationId, at, accountId, event }: Entry) {
  const { kind, submissionId } = indexOf(event);
  return {
    organisation_id: organisationId,
    at,
    account_id: accountId,
    body: JSON.stringify(event),
    kind,
    submission_id: submissionId,
  };
}

export interface AuditEntry {
  id: number;
  at: string;
  by: string;
  event: AuditEvent;
}

/** Newest first, as they are. */
export async function readAudit(
  db: Db,
  organisationId: string,
  page: { before?: number | undefined; limit: number },
): Promise<AuditEntry[]> {
  let query = db
    .selectFrom("audit_event")
    .leftJoin("auth_user", "auth_user.id", "audit_event.account_id")
    .select(["audit_event.id", "audit_event.at", "audit_event.body", "auth_user.name"])
    .where("audit_event.organisation_id", "=", organisationId)
    .orderBy("audit_event.id", "desc")
    .limit(page.limit);
  if (page.before !== undefined) query = query.where("audit_event.id", "<", page.before);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    by: row.name ?? "系统",
    event: auditEvent.parse(JSON.parse(row.body)),
  }));
}
