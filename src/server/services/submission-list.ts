import { type Actor, can } from "#core/access/access.ts";
import type { SubmissionSummary } from "#core/api/submission-list.ts";
import { districtName } from "#core/people/district-name.ts";
import type { Phase } from "#core/review/flow.ts";
import { type ItemProgress, totalProgress } from "#core/submission/progress.ts";
import type { SignOff, SignOffState } from "#core/workflow/sign-off.ts";
import type { Deps } from "#server/deps.ts";
import { localDay } from "#server/services/local-time.ts";
import { isTodo, nextItems } from "#server/services/next-items.ts";
import { readCities } from "#server/services/review/cycle-rows.ts";
import { readSignOffs } from "#server/services/sign-off-rows.ts";
import { progressOf, type SubmissionProgress } from "#server/services/submission-progress.ts";
import { type Assignment, readAssignments, readHeads, type SubmissionHead } from "#server/services/submission-rows.ts";
import { submissionTitle } from "#server/services/submissions.ts";
import { countLeftover } from "#server/services/upgrade-rows.ts";
import type { Db } from "#server/store/store.ts";

type Using = Pick<Deps, "store" | "templates" | "clock">;

/** A district sees its own; a city those that no other city reviews, and of their drafts only how far they are. */
export async function listSubmissions({ store, templates, clock }: Using, actor: Actor): Promise<SubmissionSummary[]> {
  const scope = actor.organisation.kind === "district" ? actor.organisation.id : undefined;
  const heads = await readHeads(store.db, templates, scope);
  const cities = await readCities(store.db);
  const visible = heads.filter(({ organisationId }) =>
    can(actor, "submission.progress", { organisationId, cityId: cities.get(organisationId) }),
  );
  const today = localDay(clock());
  const progress = await progressOf(store, visible);
  const phases = await readPhases(store.db);
  const leftover = await countLeftover(store.db);
  const summaries: SubmissionSummary[] = [];
  for (const head of visible) {
    const phase = phases.get(head.id) ?? "drafting";
    const one = await summary(store.db, actor, { ...head, phase }, progress.get(head.id) ?? NONE, today);
    summaries.push({ ...one, leftover: one.readable ? (leftover.get(head.id) ?? 0) : 0 });
  }
  return summaries;
}

async function readPhases(db: Db): Promise<Map<string, Phase>> {
  const rows = await db.selectFrom("submission_flow").select(["submission_id", "phase"]).execute();
  return new Map(rows.map(({ submission_id, phase }) => [submission_id, phase]));
}

/** What waits to be answered; counted by item, however often it was sent back. */
async function readSentBack(db: Db, submissionId: string): Promise<SubmissionSummary["sentBack"]> {
  const rows = await db
    .selectFrom("item_return")
    .select(["item_key", "due"])
    .where("submission_id", "=", submissionId)
    .where("answered_round", "is", null)
    .orderBy("due")
    .execute();
  const [first] = rows;
  return first ? { items: new Set(rows.map(({ item_key }) => item_key)).size, due: first.due } : null;
}

const NONE: SubmissionProgress = { items: new Map(), changedAt: undefined };

async function summary(
  db: Db,
  actor: Actor,
  head: SubmissionHead & { phase: Phase },
  { items: progress, changedAt }: SubmissionProgress,
  today: string,
): Promise<Omit<SubmissionSummary, "leftover">> {
  const readable = can(actor, "submission.read", { organisationId: head.organisationId });
  const assignments = readable ? await readAssignments(db, head.id) : new Map<string, Assignment>();
  const signOffs = readable ? await readSignOffs(db, head.id) : new Map<string, SignOff>();
  const stage = (itemKey: string): SignOffState => signOffs.get(itemKey)?.state ?? "open";
  return {
    id: head.id,
    title: submissionTitle(head),
    district: districtName(head.district),
    year: head.year,
    template: { id: head.template.id, version: head.template.version },
    deadline: head.deadline,
    phase: head.phase,
    sentBack: readable && head.phase === "returned" ? await readSentBack(db, head.id) : null,
    progress: totalProgress([...progress.values()]),
    mine: readable ? mine(actor, head, progress, assignments, stage, today) : null,
    waiting: [...signOffs.values()].filter(({ state }) => state === "handed-in").length,
    next: readable ? nextItems(actor, head, progress, assignments, stage) : [],
    readable,
    updatedAt: changedAt !== undefined && changedAt > head.createdAt ? changedAt : head.createdAt,
  };
}

/** What is assigned to the reader's own unit. An item without a day of its own is due with the whole. */
function mine(
  actor: Actor,
  head: SubmissionHead,
  progress: ReadonlyMap<string, ItemProgress>,
  assignments: ReadonlyMap<string, Assignment>,
  stage: (itemKey: string) => SignOffState,
  today: string,
): SubmissionSummary["mine"] {
  const own = [...assignments.values()].flatMap((assignment) => {
    const state = progress.get(assignment.itemKey);
    return state && actor.unitId !== undefined && assignment.unitId === actor.unitId
      ? [{ state, due: assignment.due ?? head.deadline, stage: stage(assignment.itemKey) }]
      : [];
  });
  if (own.length === 0) return null;
  const at = (wanted: SignOffState): number => own.filter((each) => each.stage === wanted).length;
  const open = own.flatMap((each) => (each.due !== null && isTodo(each.state, each.stage) ? [each.due] : [])).sort();
  return {
    ...totalProgress(own.map(({ state }) => state)),
    nextDue: open.find((due) => due >= today) ?? null,
    overdue: open.filter((due) => due < today).length,
    ready: own.filter(({ state, stage }) => state.state === "done" && stage === "open").length,
    returned: at("returned"),
    handedIn: at("handed-in"),
    takenOver: at("taken-over"),
  };
}
