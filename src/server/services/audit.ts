import type { z } from "zod";
import type { listAudit } from "#core/api/system.ts";
import { type AuditEvent, auditEvent } from "#core/audit/event.ts";
import type { Db } from "#server/store/store.ts";

/** Who did it, in which organisation; both are missing only before there is an organisation. */
export interface By {
  organisationId: string | null;
  accountId: string | null;
  at: Date;
}

/** Must be given the transaction of the change that it describes. */
export async function record(tx: Db, by: By, event: AuditEvent): Promise<void> {
  await tx
    .insertInto("audit_event")
    .values({
      organisation_id: by.organisationId,
      at: by.at.toISOString(),
      account_id: by.accountId,
      body: JSON.stringify(event),
    })
    .execute();
}

type AuditPage = z.infer<typeof listAudit.response & z.ZodType>;

export async function readAudit(
  db: Db,
  organisationId: string,
  page: { before?: number | undefined; limit: number },
): Promise<AuditPage> {
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
