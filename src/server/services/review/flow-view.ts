import { type Actor, can } from "#core/access/access.ts";
import type { Flow, FrozenRound, FrozenVersion, ItemReturn, Scan } from "#core/api/flow.ts";
import { STAMP_LENGTH } from "#core/document/version.ts";
import { districtName } from "#core/people/district-name.ts";
import { ok, type Result } from "#core/result.ts";
import { flowAfter } from "#core/review/flow.ts";
import { findItem, outline, placedTitle } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import { type Failure, notFound } from "#server/services/failure.ts";
import { cycleOf } from "#server/services/review/cycle-rows.ts";
import { readFlowState } from "#server/services/review/flow-state.ts";
import { type Round, readFrozenItems, readSnapshot } from "#server/services/review/snapshot-rows.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

/** Where a submission stands, as its own district sees it. */
export async function readFlow(db: Db, actor: Actor, head: SubmissionHead): Promise<Flow> {
  const state = await readFlowState(db, head.id);
  const cycle = await cycleOf(db, head);
  const subject = { organisationId: head.organisationId, phase: state.phase };
  const follows = (event: "submit" | "recall"): boolean => flowAfter(state, { event }).ok;
  return {
    phase: state.phase,
    round: state.round,
    version: state.version,
    may: {
      submit: can(actor, "submission.submit", subject) && follows("submit"),
      recall: can(actor, "submission.recall", subject) && follows("recall"),
      scan: can(actor, "submission.scan", subject) && state.currentRound !== undefined,
    },
    cycle: cycle
      ? { id: cycle.id, city: cycle.city, submitBy: cycle.submitBy, reviewBy: cycle.reviewBy, scoring: cycle.scoring }
      : null,
    rounds: await readRounds(db, head.id),
    returns: await readReturns(db, head.id, head.template),
    steps: await readSteps(db, head.id),
  };
}

/** Newest first. */
async function readSteps(db: Db, submissionId: string): Promise<Flow["steps"]> {
  const rows = await db
    .selectFrom("flow_step")
    .innerJoin("auth_user", "auth_user.id", "flow_step.account_id")
    .selectAll("flow_step")
    .select("auth_user.name")
    .where("flow_step.submission_id", "=", submissionId)
    .orderBy("flow_step.version", "desc")
    .execute();
  return rows.map(({ event, from_phase, to_phase, round, at, name, reason }) => ({
    event,
    from: from_phase,
    to: to_phase,
    round,
    at,
    by: name,
    reason,
  }));
}

async function readRounds(db: Db, submissionId: string): Promise<FrozenRound[]> {
  const rows = await db
    .selectFrom("snapshot")
    .innerJoin("auth_user", "auth_user.id", "snapshot.submitted_by")
    .select(["snapshot.round", "snapshot.hash", "snapshot.submitted_at", "auth_user.name"])
    .where("snapshot.submission_id", "=", submissionId)
    .orderBy("snapshot.round", "desc")
    .execute();
  const steps = await db
    .selectFrom("flow_step")
    .select(["event", "round", "at"])
    .where("submission_id", "=", submissionId)
    .where("event", "in", ["recall", "open"])
    .execute();
  const scans = await readScans(db, submissionId);
  return rows.map(({ round, hash, submitted_at, name }) => ({
    round,
    hash,
    stamp: hash.slice(0, STAMP_LENGTH),
    submittedAt: submitted_at,
    submittedBy: name,
    recalled: steps.some((step) => step.event === "recall" && step.round === round),
    openedAt: steps.find((step) => step.event === "open" && step.round === round)?.at ?? null,
    scan: scans.get(round) ?? null,
  }));
}

/** The newest scan of every version. */
export async function readScans(db: Db, submissionId: string): Promise<Map<number, Scan>> {
  const rows = await db
    .selectFrom("scan")
    .innerJoin("auth_user", "auth_user.id", "scan.added_by")
    .selectAll("scan")
    .select("auth_user.name")
    .where("scan.submission_id", "=", submissionId)
    .orderBy("scan.added_at")
    .orderBy("scan.id")
    .execute();
  return new Map(
    rows.map((row) => [
      row.round,
      { fileName: row.file_name, size: Number(row.size), sha256: row.sha256, addedAt: row.added_at, addedBy: row.name },
    ]),
  );
}

/** Newest first; of one item with `itemKey`. */
export async function readReturns(
  db: Db,
  submissionId: string,
  template: Template,
  itemKey?: string,
): Promise<ItemReturn[]> {
  const all = db
    .selectFrom("item_return")
    .innerJoin("auth_user", "auth_user.id", "item_return.returned_by")
    .selectAll("item_return")
    .select("auth_user.name")
    .where("item_return.submission_id", "=", submissionId)
    .orderBy("item_return.round", "desc")
    .orderBy("item_return.item_key");
  const rows = await (itemKey === undefined ? all : all.where("item_return.item_key", "=", itemKey)).execute();
  return rows.map((row) => ({
    itemKey: row.item_key,
    item: titleOf(template, row.item_key),
    round: row.round,
    reason: row.reason,
    due: row.due,
    returnedAt: row.returned_at,
    returnedBy: row.name,
    answeredRound: row.answered_round,
  }));
}

/** 5.教育投入 */
export function titleOf(template: Template, itemKey: string): string {
  const placed = findItem(template, itemKey);
  return placed ? placedTitle(placed) : itemKey;
}

/** A version, whole or the items that may be read. */
export async function readFrozenVersion(
  db: Db,
  head: SubmissionHead,
  place: Round,
  readable: (itemKey: string) => boolean = () => true,
): Promise<Result<FrozenVersion, Failure>> {
  const meta = await readSnapshot(db, place);
  if (!meta.ok) return notFound();
  const items = await readFrozenItems(db, place);
  const { round, hash, submittedAt, lastYear } = meta.value;
  return ok({
    submissionId: head.id,
    round,
    hash,
    submittedAt,
    district: districtName(head.district),
    year: head.year,
    template: { id: head.template.id, version: head.template.version },
    items: outline(head.template).flatMap(({ item }) => (readable(item.key) ? (items.get(item.key) ?? []) : [])),
    lastYear,
  });
}
