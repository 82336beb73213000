import type { Actor, Subject } from "#core/access/access.ts";
import { outline } from "#core/template/outline.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { findPlace } from "#server/routes/submission-subject.ts";
import { notFound } from "#server/services/failure.ts";
import { type CycleRow, readCycle } from "#server/services/review/cycle-rows.ts";
import { itemsOfEvidence } from "#server/services/review/frozen-evidence.ts";
import { itemDuty, wholeSubject } from "#server/services/review/position.ts";
import { placeProblem, problemSubject } from "#server/services/review/problem-rows.ts";
import { threadItem } from "#server/services/review/threads.ts";

/** One's own city's cycle; undefined = none that the actor could know of. */
export async function cycleSubject(deps: Deps, actor: Actor, cycleId: string): Promise<Subject | undefined> {
  const cycle = await readCycle(deps.store.db, cycleId);
  return cycle?.cityId === actor.organisation.id ? { organisationId: cycle.cityId } : undefined;
}

export async function requireCycle(deps: Deps, cycleId: string): Promise<CycleRow> {
  return (await readCycle(deps.store.db, cycleId)) ?? unwrap(notFound());
}

/** Several frozen items at once: whoever has a duty for all of them; undefined = the checklist has no such item. */
export async function frozenSubject(
  deps: Deps,
  actor: Actor,
  submissionId: string,
  itemKeys: readonly string[],
  wanted: "all" | "any" = "all",
): Promise<Subject | undefined> {
  const found = await findPlace(deps, actor, submissionId);
  if (!found) return undefined;
  const { position, template } = found;
  const known = new Set(outline(template).map(({ item }) => item.key));
  if (itemKeys.length === 0 || itemKeys.some((itemKey) => !known.has(itemKey))) return undefined;
  const duties = itemKeys.map((itemKey) => itemDuty(position.sections, template, itemKey));
  const none = (duty: string): boolean => duty === "none";
  const without = wanted === "all" ? duties.some(none) : duties.every(none);
  return { ...wholeSubject(position), duty: without ? "none" : (duties.find((duty) => !none(duty)) ?? "none") };
}

/** The item that a remark stands under; undefined = the review has no such thread. */
export async function threadSubject(
  deps: Deps,
  actor: Actor,
  { submissionId, threadId }: { submissionId: string; threadId: string },
): Promise<Subject | undefined> {
  // asked in this order: what another organisation has takes no further question
  const found = await findPlace(deps, actor, submissionId);
  const itemKey = found && (await threadItem(deps.store.db, submissionId, threadId));
  return itemKey === undefined ? undefined : frozenSubject(deps, actor, submissionId, [itemKey]);
}

/** Any of the items that a record stood under in a version. */
export async function frozenEvidenceSubject(
  deps: Deps,
  actor: Actor,
  { submissionId, round, evidenceId }: { submissionId: string; round: number; evidenceId: string },
): Promise<Subject | undefined> {
  const found = await findPlace(deps, actor, submissionId);
  if (!found) return undefined;
  const itemKeys = await itemsOfEvidence(deps.store.db, { submissionId, round }, evidenceId);
  return frozenSubject(deps, actor, submissionId, itemKeys, "any");
}

export async function problemSubjectOf(deps: Deps, actor: Actor, problemId: string): Promise<Subject | undefined> {
  const placed = await placeProblem(deps.store.db, deps.templates, actor, problemId);
  return placed && problemSubject(placed);
}
