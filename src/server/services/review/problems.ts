import type { Actor } from "#core/access/access.ts";
import { same } from "#core/answer/canonical.ts";
import { ok, type Result } from "#core/result.ts";
import {
  isProblemWritable,
  missingOfReport,
  type ProblemEvent,
  problemAfter,
  type RectificationPlan,
} from "#core/review/problem.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "newId">;

/**
 * The list of a conclusion. A problem that an earlier conclusion named in the same words goes on with everything that
 * was done about it; one that is no longer named is withdrawn.
 */
export async function replaceProblems(
  { clock, newId }: Using,
  tx: Db,
  submissionId: string,
  found: readonly { number: number; itemKey: string; text: string }[],
): Promise<void> {
  const at = clock().toISOString();
  const before = await tx
    .selectFrom("problem")
    .select(["id", "item_key", "text"])
    .where("submission_id", "=", submissionId)
    .where("withdrawn_at", "is", null)
    .execute();
  const kept = new Set<string>();
  for (const { number, itemKey, text } of found) {
    const known = before.find((each) => each.item_key === itemKey && each.text === text && !kept.has(each.id));
    if (known) {
      kept.add(known.id);
      await tx.updateTable("problem").set({ number }).where("id", "=", known.id).execute();
      continue;
    }
    await tx
      .insertInto("problem")
      .values({
        id: newId(),
        submission_id: submissionId,
        number,
        item_key: itemKey,
        text,
        state: "open",
        measure: "",
        unit: "",
        person: "",
        due: null,
        version: 1,
        found_at: at,
        withdrawn_at: null,
      })
      .execute();
  }
  for (const { id } of before)
    if (!kept.has(id)) await tx.updateTable("problem").set({ withdrawn_at: at }).where("id", "=", id).execute();
}

/** Holds the problem until the transaction ends, and raises its version. */
async function raise(tx: Db, problemId: string, version: number | undefined) {
  const held = await tx
    .updateTable("problem")
    .set((eb) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", problemId)
    .where("withdrawn_at", "is", null)
    .returningAll()
    .executeTakeFirst();
  if (!held) return notFound();
  return version === undefined || held.version === version + 1
    ? ok(held)
    : fail("problem.stale", "他人刚刚处理过本问题，请刷新页面核对后再操作");
}

const refusedWriting = (): { ok: false; error: Failure } =>
  fail("problem.refused", "本问题已报整改或已销号，不能再修改；需要修改请联系市级退回");

export const planProblem = (
  { clock }: Pick<Deps, "clock">,
  db: Db,
  actor: Actor,
  problemId: string,
  { version, ...plan }: RectificationPlan & { version: number },
): Promise<Result<void, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<void, Failure>> => {
    const held = await raise(tx, problemId, version);
    if (!held.ok) return held;
    const { submission_id, number, state, measure, unit, person, due } = held.value;
    if (!isProblemWritable(state)) return refusedWriting();
    const from = { measure, unit, person, due };
    if (same(from, plan)) return ok(undefined);
    await tx.updateTable("problem").set(plan).where("id", "=", problemId).execute();
    await record(
      tx,
      { organisationId: actor.organisation.id, accountId: actor.accountId, at: clock() },
      { type: "problem.planned", problemId, submissionId: submission_id, number, from, to: plan },
    );
    return ok(undefined);
  });

export interface ProblemStep {
  version: number;
  event: ProblemEvent;
  note: string;
  /** a new day, where the city sets one */
  due?: string | null | undefined;
}

/** Reported by the district; checked off, sent back or opened again by the city. */
export const moveProblem = (
  { clock }: Pick<Deps, "clock">,
  db: Db,
  actor: Actor,
  problemId: string,
  { version, event, note, due }: ProblemStep,
): Promise<Result<void, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<void, Failure>> => {
    const held = await raise(tx, problemId, version);
    if (!held.ok) return held;
    const row = held.value;
    const to = problemAfter(row.state, event);
    if (!to.ok) return fail("problem.refused", to.error);
    const missing = event === "report" ? missingOfReport(row) : [];
    if (missing.length > 0) return fail("problem.refused", `请先填写${missing.join("、")}，再报告整改完成`);
    const at = clock();
    await tx
      .updateTable("problem")
      .set({ state: to.value, ...(due === undefined ? {} : { due }) })
      .where("id", "=", problemId)
      .execute();
    await tx
      .insertInto("problem_step")
      .values({
        problem_id: problemId,
        version: row.version,
        event,
        from_state: row.state,
        to_state: to.value,
        note,
        at: at.toISOString(),
        account_id: actor.accountId,
      })
      .execute();
    const { submission_id, number, state } = row;
    await record(
      tx,
      { organisationId: actor.organisation.id, accountId: actor.accountId, at },
      { type: "problem.moved", problemId, submissionId: submission_id, number, event, from: state, to: to.value, note },
    );
    return ok(undefined);
  });

/** Whether files may be added or taken off; the problem is held until the transaction ends. */
export async function holdProblem(tx: Db, problemId: string) {
  const held = await raise(tx, problemId, undefined);
  if (!held.ok) return held;
  return isProblemWritable(held.value.state) ? held : refusedWriting();
}
