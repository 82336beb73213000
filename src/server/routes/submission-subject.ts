import { type Actor, can, type Subject } from "#core/access/access.ts";
import { findItem } from "#core/template/outline.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import { notFound } from "#server/services/failure.ts";
import { itemLocked } from "#server/services/sign-off-rows.ts";
import {
  assignedUnit,
  type Place,
  readAssignments,
  readHead,
  type SubmissionHead,
} from "#server/services/submission-rows.ts";

/** Who owns a submission; undefined = there is none. */
export async function submissionSubject(deps: Deps, submissionId: string): Promise<Subject | undefined> {
  const head = await readHead(deps.store.db, deps.templates, submissionId);
  return head && { organisationId: head.organisationId };
}

/** Who owns an item, and which unit it is assigned to; undefined = the checklist has no such item. */
export async function assignedSubject(deps: Deps, place: Place): Promise<Subject | undefined> {
  const head = await readHead(deps.store.db, deps.templates, place.submissionId);
  if (!head || !findItem(head.template, place.itemKey)) return undefined;
  return {
    organisationId: head.organisationId,
    unitId: await assignedUnit(deps.store.db, place.submissionId, place.itemKey),
  };
}

/** The same, and whether its unit has handed the item in: for whatever changes the item. */
export async function itemSubject(deps: Deps, place: Place): Promise<Subject | undefined> {
  const subject = await assignedSubject(deps, place);
  return subject && { ...subject, locked: await itemLocked(deps.store.db, place.submissionId, place.itemKey) };
}

/** Several items at once: their unit, where it is the same for all of them. */
export async function itemsSubject(
  deps: Deps,
  submissionId: string,
  itemKeys: readonly string[],
): Promise<Subject | undefined> {
  const head = await readHead(deps.store.db, deps.templates, submissionId);
  if (!head || itemKeys.some((itemKey) => !findItem(head.template, itemKey))) return undefined;
  const assignments = await readAssignments(deps.store.db, submissionId);
  const [unitId, ...others] = new Set(itemKeys.map((itemKey) => assignments.get(itemKey)?.unitId ?? undefined));
  return { organisationId: head.organisationId, ...(others.length === 0 ? { unitId } : {}) };
}

/**
 * What a record of evidence is about: the first of its items that lets the actor change it, otherwise the submission.
 */
export async function recordSubject(
  deps: Deps,
  actor: Actor,
  { submissionId, evidenceId }: { submissionId: string; evidenceId: string },
): Promise<Subject | undefined> {
  const base = await submissionSubject(deps, submissionId);
  const [record] = await readEvidence(deps.store.db, submissionId, evidenceId);
  // another organisation's record stays one that is not there; the own editor hears of it from the service
  if (!base || !record) return base;
  for (const { itemKey } of record.links) {
    const subject = await itemSubject(deps, { submissionId, itemKey });
    if (subject && can(actor, "evidence.describe", subject)) return subject;
  }
  return base;
}

export async function requireHead(deps: Deps, submissionId: string): Promise<SubmissionHead> {
  const head = await readHead(deps.store.db, deps.templates, submissionId);
  return head ?? unwrap(notFound());
}
