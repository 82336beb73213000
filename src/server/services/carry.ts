import type { Actor } from "#core/access/access.ts";
import type { Answer } from "#core/answer/answer.ts";
import { sameAnswer } from "#core/answer/merge.ts";
import type { CarryRecord } from "#core/api/reuse.ts";
import { err, ok, type Result } from "#core/result.ts";
import { applyCarry, type CarryChange } from "#core/reuse/apply-carry.ts";
import type { CarryChoices } from "#core/reuse/plan.ts";
import { undoCarry } from "#core/reuse/undo-carry.ts";
import { isLocked } from "#core/workflow/sign-off.ts";
import type { Deps } from "#server/deps.ts";
import { readRevisionAnswer } from "#server/services/answers.ts";
import { record } from "#server/services/audit.ts";
import { CHANGED, writeChanges } from "#server/services/carry-answers.ts";
import { linkCarried, unlinkCarried } from "#server/services/carry-evidence.ts";
import { readCarryPlan } from "#server/services/carry-plan.ts";
import { type CarryBody, carryOfKey, readCarry, type StoredCarry } from "#server/services/carry-rows.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { holdOpen } from "#server/services/review/flow-state.ts";
import { readSignOffs } from "#server/services/sign-off-rows.ts";
import { onSameVersion, readAnswers, type SubmissionHead } from "#server/services/submission-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "templates" | "clock" | "newId">;

export interface CarryRequest {
  from: string;
  basis: string;
  choices: CarryChoices;
  key: string;
}

const told = ({ body: _, ...carry }: StoredCarry): CarryRecord => carry;

/** Carries the plan out that was read, all of it in one transaction; a repeated request gets its first outcome. */
export const carryOver = (
  using: Using,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  request: CarryRequest,
): Promise<Result<CarryRecord, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<CarryRecord, Failure>> => {
    const repeated = await carryOfKey(tx, head.id, request.key);
    if (repeated) return ok(told(repeated));
    const held = await holdOpen(tx, head.id, "all");
    if (!held.ok) return held;
    if (!(await onSameVersion(tx, head))) return err(CHANGED);
    const planned = await readCarryPlan(using, tx, head, request.from);
    if (!planned.ok) return planned;
    const { plan, basis, source } = planned.value;
    if (basis !== request.basis) return err(CHANGED);
    const answers = new Map([...(await readAnswers(tx, head.id))].map(([key, { answer }]) => [key, answer]));
    const { changes, evidence } = applyCarry(plan, request.choices, answers);
    const [id, at] = [using.newId(), using.clock()];
    const inserted = await tx
      .insertInto("carry")
      .values({
        id,
        submission_id: head.id,
        source_id: source.id,
        from_year: source.year,
        request_key: request.key,
        applied_at: at.toISOString(),
        applied_by: actor.accountId,
        body: JSON.stringify({ items: [], links: [] } satisfies CarryBody),
      })
      .onConflict((conflict) => conflict.columns(["submission_id", "request_key"]).doNothing())
      .executeTakeFirstOrThrow();
    if (inserted.numInsertedOrUpdatedRows === 0n) return err(CHANGED);
    const writing = { submissionId: head.id, accountId: actor.accountId, at: at.toISOString(), key: id };
    const items = await writeChanges(tx, writing, changes);
    if (!items.ok) return items;
    const from = { year: source.year, records: await readEvidence(tx, source.id) };
    const links = await linkCarried(using, tx, actor, head, from, evidence);
    if (!links.ok) return links;
    const body: CarryBody = { items: items.value, links: links.value };
    await tx
      .updateTable("carry")
      .set({ body: JSON.stringify(body) })
      .where("id", "=", id)
      .execute();
    await record(
      tx,
      { organisationId: head.organisationId, accountId: actor.accountId, at },
      {
        type: "submission.carried",
        submissionId: head.id,
        carryId: id,
        sourceId: source.id,
        fromYear: source.year,
        itemKeys: body.items.map(({ itemKey }) => itemKey),
        evidenceIds: [...new Set(body.links.map(({ evidenceId }) => evidenceId))],
      },
    );
    return ok(told(await stored(tx, head.id, id)));
  });

async function stored(tx: Db, submissionId: string, id: string): Promise<StoredCarry> {
  const known = await readCarry(tx, submissionId, id);
  if (!known) throw new Error("carry row vanished inside its transaction");
  return known;
}

export type Undone = CarryRecord & { kept: string[] };

/** Takes one carry back as a whole. What was confirmed, changed or handed in since stays, and is named. */
export const takeBack = (
  using: Pick<Using, "clock" | "newId">,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  carryId: string,
): Promise<Result<Undone, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<Undone, Failure>> => {
    const at = using.clock();
    // two that take the same one back: the second waits, and finds it done
    const taken = await tx
      .updateTable("carry")
      .set({ undone_at: at.toISOString(), undone_by: actor.accountId })
      .where("id", "=", carryId)
      .where("submission_id", "=", head.id)
      .where("undone_at", "is", null)
      .executeTakeFirstOrThrow();
    const known = await readCarry(tx, head.id, carryId);
    if (!known) return fail("carry.unknown", "没有这次沿用的记录，请刷新页面");
    if (taken.numUpdatedRows === 0n) return ok({ ...told(known), kept: [] });
    const held = await holdOpen(tx, head.id, "all");
    if (!held.ok) return held;
    const { items, links } = known.body;
    const changes = await changesOf(tx, head.id, items);
    const answers = new Map([...(await readAnswers(tx, head.id))].map(([key, { answer }]) => [key, answer]));
    const signOffs = await readSignOffs(tx, head.id);
    const locked = (itemKey: string): boolean => isLocked(signOffs.get(itemKey)?.state ?? "open");
    const undone = undoCarry(
      changes.filter(({ itemKey }) => !locked(itemKey)),
      answers,
    );
    const writing = { submissionId: head.id, accountId: actor.accountId, at: at.toISOString(), key: using.newId() };
    const written = await writeChanges(tx, writing, undone);
    if (!written.ok) return written;
    const papers = await unlinkCarried(
      tx,
      head,
      links.filter(({ itemKey }) => !locked(itemKey)),
      at.toISOString(),
    );
    const kept = [...new Set([...keptItems(changes, undone, answers), ...papers.kept])].sort();
    await record(
      tx,
      { organisationId: head.organisationId, accountId: actor.accountId, at },
      {
        type: "submission.carry-undone",
        submissionId: head.id,
        carryId,
        fromYear: known.fromYear,
        itemKeys: written.value.map(({ itemKey }) => itemKey),
        kept,
      },
    );
    return ok({ ...told(known), kept });
  });

async function changesOf(tx: Db, submissionId: string, items: CarryBody["items"]): Promise<CarryChange[]> {
  const changes: CarryChange[] = [];
  for (const { itemKey, from, to } of items) {
    const place = { submissionId, itemKey };
    changes.push({
      itemKey,
      before: await readRevisionAnswer(tx, place, from),
      after: await readRevisionAnswer(tx, place, to),
    });
  }
  return changes;
}

/** Items in which something is not as it was before. */
const keptItems = (
  changes: readonly CarryChange[],
  undone: readonly CarryChange[],
  answers: ReadonlyMap<string, Answer>,
): string[] =>
  changes
    .filter(({ itemKey, before }) => {
      const now = undone.find((each) => each.itemKey === itemKey)?.after ?? answers.get(itemKey);
      return now !== undefined && !sameAnswer(now, before);
    })
    .map(({ itemKey }) => itemKey);
