import type { AuditEvent } from "#core/audit/event.ts";
import type { EventNames } from "#core/audit/names.ts";
import { findItem, placedTitle } from "#core/template/outline.ts";
import { readHead, type SubmissionHead } from "#server/services/submission-rows.ts";
import { submissionTitle } from "#server/services/submissions.ts";
import type { Db } from "#server/store/store.ts";
import type { Registry } from "#server/templates/registry.ts";

/** What the ids in the log stand for now; grows with the entries that are shown to it. */
export interface NameBook {
  names: EventNames;
  submission: (submissionId: string) => string | undefined;
  learn: (events: readonly AuditEvent[]) => Promise<void>;
}

const GONE = "已不存在";

export function nameBook(db: Db, templates: Registry): NameBook {
  const units = new Map<string, string>();
  const evidence = new Map<string, string>();
  const heads = new Map<string, SubmissionHead | undefined>();
  const learnSubmissions = async (events: readonly AuditEvent[]): Promise<void> => {
    for (const event of events)
      if ("submissionId" in event && !heads.has(event.submissionId))
        heads.set(event.submissionId, await readHead(db, templates, event.submissionId));
  };
  const learnEvidence = async (events: readonly AuditEvent[]): Promise<void> => {
    const ids = [...new Set(events.flatMap(evidenceIn))].filter((each) => !evidence.has(each));
    if (ids.length === 0) return;
    const rows = await db.selectFrom("evidence").select(["id", "title"]).where("id", "in", ids).execute();
    for (const { id, title } of rows) evidence.set(id, title);
  };
  const learnUnits = async (events: readonly AuditEvent[]): Promise<void> => {
    const ids = [...new Set(events.flatMap(unitsIn))].filter((each) => !units.has(each));
    if (ids.length === 0) return;
    const rows = await db.selectFrom("unit").select(["id", "name"]).where("id", "in", ids).execute();
    for (const { id, name } of rows) units.set(id, name);
  };
  return {
    names: {
      unit: (unitId) => units.get(unitId) ?? GONE,
      evidence: (evidenceId) => evidence.get(evidenceId) ?? GONE,
      item: (submissionId, itemKey) => {
        const head = heads.get(submissionId);
        const placed = head && findItem(head.template, itemKey);
        return placed ? placedTitle(placed) : itemKey;
      },
    },
    submission: (submissionId) => {
      const head = heads.get(submissionId);
      return head && submissionTitle(head);
    },
    learn: async (events) => {
      await learnSubmissions(events);
      await learnEvidence(events);
      await learnUnits(events);
    },
  };
}

/** Only where the event does not name the record by itself. */
function evidenceIn(event: AuditEvent): string[] {
  switch (event.type) {
    case "evidence.linked":
    case "evidence.detached":
    case "evidence.cited":
      return [event.evidenceId];
    case "evidence.ordered":
      return [...event.from, ...event.to];
    default:
      return [];
  }
}

function unitsIn(event: AuditEvent): string[] {
  if (event.type === "item.assigned") return [event.from.unitId, event.to.unitId].filter((each) => each !== null);
  if (event.type !== "account.changed") return [];
  return [event.from["unitId"], event.to["unitId"]].filter((each) => typeof each === "string");
}
