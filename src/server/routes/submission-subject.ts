import { type Actor, can, type Subject } from "#core/access/access.ts";
import { type FlowState, openness } from "#core/review/flow.ts";
import { findItem } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import { itemsOf } from "#server/services/evidence-rows.ts";
import { notFound } from "#server/services/failure.ts";
import { knownTemplate } from "#server/services/known-template.ts";
import { readFlowState } from "#server/services/review/flow-state.ts";
import { itemDuty, type Position, readPosition, wholeSubject } from "#server/services/review/position.ts";
import { itemLocked } from "#server/services/sign-off-rows.ts";
import {
  assignedUnit,
  type Place,
  readAssignments,
  readHead,
  type SubmissionHead,
} from "#server/services/submission-rows.ts";

/** Who owns a submission and where it stands; undefined = there is none that the actor could know of. */
export async function submissionSubject(deps: Deps, actor: Actor, submissionId: string): Promise<Subject | undefined> {
  const position = await readPosition(deps.store.db, actor, submissionId);
  return position && wholeSubject(position);
}

export interface Found {
  position: Position;
  template: Template;
}

export async function findPlace(deps: Deps, actor: Actor, submissionId: string): Promise<Found | undefined> {
  const position = await readPosition(deps.store.db, actor, submissionId);
  if (!position) return undefined;
  const { templateId, templateVersion } = position;
  const template = await knownTemplate(deps.store.db, deps.templates, templateId, templateVersion);
  return template && { position, template };
}

/** Who owns an item, which unit it is assigned to, and who reviews it; undefined = the checklist has no such item. */
export async function assignedSubject(deps: Deps, actor: Actor, place: Place): Promise<Subject | undefined> {
  const found = await findPlace(deps, actor, place.submissionId);
  if (!found || !findItem(found.template, place.itemKey)) return undefined;
  const { position, template } = found;
  return {
    ...wholeSubject(position),
    duty: itemDuty(position.sections, template, place.itemKey),
    unitId: await assignedUnit(deps.store.db, place.submissionId, place.itemKey),
  };
}

/** The same without its phase: a save looks at that itself, so that a repeated one gets its first outcome. */
export async function savedSubject(deps: Deps, actor: Actor, place: Place): Promise<Subject | undefined> {
  const subject = await assignedSubject(deps, actor, place);
  return subject && { ...subject, phase: undefined };
}

/** The same, and whether its unit has handed it in or the city has returned it: for whatever changes the item. */
export async function itemSubject(deps: Deps, actor: Actor, place: Place): Promise<Subject | undefined> {
  const subject = await assignedSubject(deps, actor, place);
  if (!subject || subject.organisationId !== actor.organisation.id) return subject;
  const { db } = deps.store;
  return {
    ...subject,
    ...openness(await readFlowState(db, place.submissionId), place.itemKey),
    locked: await itemLocked(db, place.submissionId, place.itemKey),
  };
}

/** Several items at once: their unit, where it is the same for all of them; returned, where all of them are. */
export async function itemsSubject(
  deps: Deps,
  actor: Actor,
  submissionId: string,
  itemKeys: readonly string[],
): Promise<Subject | undefined> {
  const found = await findPlace(deps, actor, submissionId);
  if (!found || itemKeys.some((itemKey) => !findItem(found.template, itemKey))) return undefined;
  const assignments = await readAssignments(deps.store.db, submissionId);
  const [unitId, ...others] = new Set(itemKeys.map((itemKey) => assignments.get(itemKey)?.unitId ?? undefined));
  const flow = await readFlowState(deps.store.db, submissionId);
  return { ...wholeSubject(found.position), ...opennessOf(flow, itemKeys), ...(others.length === 0 ? { unitId } : {}) };
}

/** What no item is named for is the library of evidence: open while anything is. */
const opennessOf = (flow: FlowState, itemKeys: readonly string[]) => ({
  phase: flow.phase,
  unlocked: openness(flow).unlocked && itemKeys.every((itemKey) => openness(flow, itemKey).unlocked),
});

/**
 * What a record of evidence is about: the first of its items that lets the actor change it, otherwise the submission.
 * It says the same under all of its items, so all of them have to be open.
 */
export async function recordSubject(
  deps: Deps,
  actor: Actor,
  { submissionId, evidenceId }: { submissionId: string; evidenceId: string },
): Promise<Subject | undefined> {
  const base = await submissionSubject(deps, actor, submissionId);
  if (!base || base.organisationId !== actor.organisation.id) return base;
  const [record] = await readEvidence(deps.store.db, submissionId, evidenceId);
  const open = opennessOf(await readFlowState(deps.store.db, submissionId), record ? itemsOf(record) : []);
  // the own editor hears from the service that there is none
  if (!record) return { ...base, ...open };
  for (const { itemKey } of record.links) {
    const subject = await itemSubject(deps, actor, { submissionId, itemKey });
    if (subject && can(actor, "evidence.describe", { ...subject, phase: "drafting" })) return { ...subject, ...open };
  }
  return { ...base, ...open };
}

export async function requireHead(deps: Deps, submissionId: string): Promise<SubmissionHead> {
  const head = await readHead(deps.store.db, deps.templates, submissionId);
  return head ?? unwrap(notFound());
}
