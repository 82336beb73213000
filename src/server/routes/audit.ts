import type { Hono } from "hono";
import type { Actor, Subject } from "#core/access/access.ts";
import { auditChoices, exportAudit, listAudit, verifyAudit } from "#core/api/audit.ts";
import { describeBreak } from "#core/audit/chain.ts";
import type { Deps } from "#server/deps.ts";
import { errorFacts } from "#server/observe/scrub.ts";
import { disposition } from "#server/routes/content.ts";
import { mount } from "#server/routes/mount.ts";
import { record } from "#server/services/audit.ts";
import { placeAt, readHead, verifyPart } from "#server/services/audit-chain.ts";
import { auditCsv } from "#server/services/audit-csv.ts";
import { type AuditFilter, readChoices, searchAudit, walkAudit } from "#server/services/audit-log.ts";
import { localDay } from "#server/services/local-time.ts";

const ownLog = ({ actor }: { actor: Actor }): Subject => ({ organisationId: actor.organisation.id });

export function mountAudit(app: Hono, deps: Deps): void {
  const { store, templates, clock } = deps;
  mount(app, deps, listAudit, {
    subject: ownLog,
    handle: ({ actor, query }) => searchAudit(store.db, templates, actor.organisation.id, query),
  });
  mount(app, deps, auditChoices, {
    subject: ownLog,
    handle: ({ actor }) => readChoices(store.db, templates, actor),
  });
  mount(app, deps, exportAudit, { subject: ownLog, handle: ({ actor, query }) => csvResponse(deps, actor, query) });
  mount(app, deps, verifyAudit, {
    subject: ownLog,
    handle: async ({ query }) => {
      const from = await placeAt(store.db, query.after);
      const part = await verifyPart(store.db, from);
      const at = clock().toISOString();
      if (part.ok) {
        const { place, head, done } = part.value;
        return { ...place, head: head.number, done, at, broken: null };
      }
      const head = await readHead(store.db);
      return { ...from, head: head.number, done: true, at, broken: describeBreak(part.error) };
    },
  });
}

/** What is exported ends before the entry that says so. */
async function csvResponse(
  { store, templates, clock, log }: Deps,
  actor: Actor,
  filter: AuditFilter,
): Promise<Response> {
  const { number: upTo } = await readHead(store.db);
  const by = { organisationId: actor.organisation.id, accountId: actor.accountId, at: clock() };
  const narrowed = Object.values(filter).some((each) => each !== undefined && each !== "");
  await record(store.db, by, { type: "audit.exported", upTo, filtered: narrowed });
  const pieces = auditCsv(walkAudit(store.db, templates, actor.organisation.id, filter, upTo));
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      try {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        // the answer has begun: nobody but the log can still be told why it ends here
        log.error("audit.export-broken", errorFacts(error));
        controller.error(error);
      }
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": disposition("attachment", `操作日志${localDay(clock())}.csv`),
      "cache-control": "no-store",
    },
  });
}
