import type { Subject } from "#core/access/access.ts";
import { findItem } from "#core/template/outline.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { notFound } from "#server/services/failure.ts";
import { assignedUnit, readHead, type SubmissionHead } from "#server/services/submission-rows.ts";

/** Who owns a submission; undefined = there is none. */
export async function submissionSubject(deps: Deps, submissionId: string): Promise<Subject | undefined> {
  const head = await readHead(deps.store.db, deps.templates, submissionId);
  return head && { organisationId: head.organisationId };
}

/** Who owns an item, and which unit it is assigned to; undefined = the checklist has no such item. */
export async function itemSubject(
  deps: Deps,
  place: { submissionId: string; itemKey: string },
): Promise<Subject | undefined> {
  const head = await readHead(deps.store.db, deps.templates, place.submissionId);
  if (!head || !findItem(head.template, place.itemKey)) return undefined;
  return {
    organisationId: head.organisationId,
    unitId: await assignedUnit(deps.store.db, place.submissionId, place.itemKey),
  };
}

export async function requireHead(deps: Deps, submissionId: string): Promise<SubmissionHead> {
  const head = await readHead(deps.store.db, deps.templates, submissionId);
  return head ?? unwrap(notFound());
}
